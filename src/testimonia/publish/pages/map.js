/* The map of a case: moving, zooming, choosing, and a range of time. A classic script, so that it runs from a file.

   Everything it shows is on the page already: a place is shown by copying its row of the table. It makes no request and
   writes no markup. Without it the page is a drawing with tables. */
(function () {
  "use strict";

  const find = (id) => document.getElementById(id);
  const all = (selector, under) => Array.from((under || document).querySelectorAll(selector));

  const svg = find("map");
  const stage = find("stage");
  const first = svg.getAttribute("viewBox").split(" ").map(Number);
  const half = Number(svg.dataset.half);
  const scale = Number(svg.dataset.scale);
  const TAP = 6;              // pixels a pointer may move and still mean a tap
  const REACH = 12;           // pixels around a place that mean it
  const SETTLE = 150;         // milliseconds after which a moved map lays out its labels anew
  const STEP = 80;            // pixels an arrow key moves the map
  const KM_PER_DEGREE = 111.19508;

  /* ---- The view: left, top and width in units of the drawing; the height follows from the element ---- */

  const view = { x: 0, y: 0, w: 1 };
  let width = 1, height = 1, unit = 0, frame = 0, settling = 0;

  function measure() {
    const box = svg.getBoundingClientRect();
    width = Math.max(1, box.width);
    height = Math.max(1, box.height);
  }

  function home() {
    const [x, y, w, h] = first;
    view.w = Math.max(w, h * width / height);
    view.x = x + w / 2 - view.w / 2;
    view.y = y + h / 2 - view.w * height / width / 2;
    draw();
  }

  function draw() {
    if (!frame) frame = requestAnimationFrame(() => { frame = 0; apply(); });
  }

  function apply() {
    view.w = Math.min(2 * half, Math.max(first[2] / 400, view.w));
    const h = view.w * height / width;
    view.x = Math.min(half - view.w / 2, Math.max(-half - view.w / 2, view.x));
    view.y = Math.min(half - h / 2, Math.max(-half - h / 2, view.y));
    svg.setAttribute("viewBox", [view.x, view.y, view.w, h].map((n) => n.toFixed(1)).join(" "));
    const now = view.w / width;
    if (Math.abs(now - unit) > 1e-6 * now) {
      unit = now;
      svg.style.setProperty("--u", unit.toPrecision(6));
      find("hatch").setAttribute("patternTransform", "rotate(45) scale(" + unit.toPrecision(4) + ")");
      placeFurniture(h);
      layOutLabels();
    } else {
      placeFurniture(h);
      clearTimeout(settling);
      settling = setTimeout(layOutLabels, SETTLE);  // while it moves labels keep their places, so that they do not jump
    }
    const seen = find("seen");
    seen.setAttribute("x", view.x); seen.setAttribute("y", view.y);
    seen.setAttribute("width", view.w); seen.setAttribute("height", h);
  }

  function zoom(factor, atX, atY) {
    const px = atX === undefined ? width / 2 : atX, py = atY === undefined ? height / 2 : atY;
    const x = view.x + px * view.w / width, y = view.y + py * view.w / width;
    view.w = Math.min(2 * half, Math.max(first[2] / 400, view.w / factor));
    view.x = x - px * view.w / width;
    view.y = y - py * view.w / width;
    draw();
  }

  function move(px, py) {
    view.x -= px * view.w / width;
    view.y -= py * view.w / width;
    draw();
  }

  function centre(x, y) {
    const h = view.w * height / width;
    const inside = x > view.x + view.w * .1 && x < view.x + view.w * .9 && y > view.y + h * .1 && y < view.y + h * .9;
    if (!inside) { view.x = x - view.w / 2; view.y = y - h / 2; draw(); }
  }

  function placeFurniture(h) {
    find("scale").setAttribute("transform", "translate(" + (view.x + 16 * unit) + " " + (view.y + h - 14 * unit) + ")");
    find("north").setAttribute("transform", "translate(" + (view.x + view.w - 24 * unit) + " " + (view.y + 26 * unit) + ")");
    // Mercator: at latitude b a degree of longitude is cos b as long as on the equator, and cos b = 1 / cosh(y).
    const perUnit = KM_PER_DEGREE / scale / Math.cosh((view.y + h / 2) / scale * Math.PI / 180);
    const most = 160 * unit * perUnit, power = Math.pow(10, Math.floor(Math.log10(most)));
    const km = [5, 2, 1].map((n) => n * power).find((n) => n <= most);
    const path = "M0 -5V0H" + (km / perUnit / unit).toFixed(0) + "V-5";
    all("#scale path").forEach((part) => part.setAttribute("d", path));
    find("scale").querySelector("text").textContent = km + " km";
  }

  /* ---- Labels: the same greedy rule as in the drawing, at every zoom; the order on the page is the order of weight ---- */

  const at = (group) => group.getAttribute("transform").match(/-?\d+/g).map(Number);
  const labels = all(".label", svg).map((group) => {
    const [x, y] = at(group);
    return { group, text: group.querySelector("text"), x, y, w: Number(group.dataset.w), n: Number(group.dataset.n), least: Number(group.dataset.least) };
  });
  const places = all(".place[id]", svg).map((group) => {
    const [x, y] = at(group);
    return { group, id: group.id, x, y };
  });
  // The order numbers of legs stand some pixels beside a point of the map.
  const badges = all(".leg .badge", svg).map((group) => {
    const [x, y] = at(group.parentNode.parentNode), [dx, dy] = at(group);
    return { x, y, dx, dy };
  });
  const CELL = 64, LINE = 15, GAP = 9, EDGE = 3;

  function spots(lines) {
    const tall = (lines - 1) * LINE, middle = 4.5 - tall / 2;
    return [
      [GAP, middle, "start", lines], [-GAP, middle, "end", lines],
      [0, -GAP - 2 - tall, "middle", lines], [0, GAP + 11, "middle", lines],
      [GAP - 3, -GAP + 2 - tall, "start", lines], [-GAP + 3, GAP + 8, "end", lines],
      [GAP - 3, GAP + 8, "start", lines], [-GAP + 3, -GAP + 2 - tall, "end", lines],
      [0, -GAP - 2 - tall - LINE, "middle", lines], [0, GAP + 11 + LINE, "middle", lines],
    ];
  }

  const waysToPlace = (label) => spots(label.n).concat(label.least < label.n ? spots(label.least) : []);

  function makeGrid() {
    const cells = new Map();
    const touched = (box) => {
      const keys = [];
      for (let i = Math.floor(box[0] / CELL); i <= Math.floor(box[2] / CELL); i++) {
        for (let j = Math.floor(box[1] / CELL); j <= Math.floor(box[3] / CELL); j++) keys.push(i + "," + j);
      }
      return keys;
    };
    const meets = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
    return {
      isFree: (box) => !touched(box).some((key) => (cells.get(key) || []).some((other) => meets(box, other))),
      add: (box) => touched(box).forEach((key) => {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
      }),
    };
  }

  // What stands still over the map: no label goes under it.
  function fixedBoxes() {
    const origin = svg.getBoundingClientRect();
    return ["tools", "inset", "scale", "north"].map(find).filter((part) => !part.hidden).map((part) => {
      const box = part.getBoundingClientRect();
      return [box.left - origin.left, box.top - origin.top, box.right - origin.left, box.bottom - origin.top];
    });
  }

  function layOutLabels() {
    const grid = makeGrid();
    const take = (x, y, reach) => grid.add([x - reach, y - reach, x + reach, y + reach]);
    places.forEach((place) => take(place.x / unit, place.y / unit, 5));
    badges.forEach((badge) => take(badge.x / unit + badge.dx, badge.y / unit + badge.dy, 9));
    const left = view.x / unit, top = view.y / unit;
    const edges = [left + EDGE, top + EDGE, left + width - EDGE, top + height - EDGE];
    const isWithin = (box) => box[0] >= edges[0] && box[1] >= edges[1] && box[2] <= edges[2] && box[3] <= edges[3];
    const isOutside = (box) => box[2] <= edges[0] || box[0] >= edges[2] || box[3] <= edges[1] || box[1] >= edges[3];
    fixedBoxes().forEach((box) => grid.add([box[0] + left, box[1] + top, box[2] + left, box[3] + top]));
    labels.forEach((label) => {
      const x = label.x / unit, y = label.y / unit, half = label.w / 2;
      const isSeen = isWithin([x, y, x, y]);
      const slide = Math.max(edges[0] + half - x, 0) + Math.min(edges[2] - half - x, 0);
      // A label is never cut by the edge: it is inside, or, like its point, outside until the map is moved.
      const chosen = waysToPlace(label).map(([side, dy, anchor, lines]) => {
        const dx = anchor === "middle" && Math.abs(slide) <= half ? slide : side;
        const from = x + dx - (anchor === "start" ? 0 : anchor === "end" ? label.w : half);
        return { dx, dy, anchor, lines, box: [from, y + dy - 11, from + label.w, y + dy - 12 + LINE * lines] };
      }).find((way) => (isWithin(way.box) || (!isSeen && isOutside(way.box))) && grid.isFree(way.box));
      label.group.classList.toggle("off", !chosen);
      if (!chosen) return;
      grid.add(chosen.box);
      label.group.classList.toggle("one", chosen.lines < label.n);
      label.text.setAttribute("transform", "translate(" + chosen.dx + " " + chosen.dy + ")");
      label.text.setAttribute("text-anchor", chosen.anchor);
    });
  }

  /* ---- Choosing: a place or a leg, by id; its row of the table is copied into the panel ---- */

  let chosen = [];

  function choose(ids, moveThere) {
    all(".chosen", svg).forEach((element) => element.classList.remove("chosen"));
    chosen = ids.filter((id) => find("row-" + id));
    const body = find("panel-body");
    body.textContent = "";
    chosen.forEach((id) => {
      const element = find(id);
      if (element) element.classList.add("chosen");
      body.appendChild(articleOf(find("row-" + id)));
    });
    const claims = all("li", body).length;
    find("panel-status").textContent = chosen.length
      ? (chosen.length > 1 ? chosen.length + " here: " : "") + chosen.map(nameOf).join(", ") + (claims ? ", " + claims + (claims === 1 ? " claim" : " claims") : "")
      : "Choose a place or a leg to read the words it rests on.";
    find("panel").scrollTop = 0;
    const place = places.find((one) => one.id === chosen[0]);
    if (moveThere && place) centre(place.x, place.y);
  }

  function nameOf(id) {
    const heading = find("row-" + id).querySelector("th");
    return find("legs-table").contains(heading) ? heading.textContent : heading.querySelector("bdi").textContent;
  }

  function articleOf(row) {
    const article = document.createElement("article");
    const heading = document.createElement("h3");
    heading.append(...Array.from(row.querySelector("th").cloneNode(true).childNodes));
    const facts = document.createElement("p");
    facts.className = "facts";
    facts.textContent = Array.from(row.cells).slice(1, -1).map((cell) => cell.textContent).join(" · ");
    const behind = row.querySelector(".behind").cloneNode(true);
    article.append(heading, facts, behind);
    return article;
  }

  function idsAt(px, py, target) {
    const near = places
      .filter((one) => !one.group.classList.contains("faded"))
      .map((one) => ({ id: one.id, far: Math.hypot((one.x - view.x) / unit - px, (one.y - view.y) / unit - py) }))
      .filter((one) => one.far <= REACH)
      .sort((a, b) => a.far - b.far)
      .map((one) => one.id);
    if (near.length) return near;
    const marked = target.closest && target.closest(".leg, [data-for]");
    return marked ? [marked.dataset.for || marked.id] : [];
  }

  function step(direction) {
    const shown = all("tr[id]", find("places-table")).map((row) => row.id.slice("row-".length)).filter((id) => find(id));
    if (!shown.length) return;
    const at = shown.indexOf(chosen[0]);
    choose([shown[(at + direction + shown.length) % shown.length]], true);
  }

  /* ---- Time: places and legs outside the chosen days fade; what has no date stays ---- */

  const days = find("time").dataset.days.split(" ").filter(Boolean).map(Number);
  const timed = all("[data-times]").map((element) => ({
    element,
    ranges: element.dataset.times.split(" ").filter(Boolean).map((range) => range.split("-").map(Number)),
  }));
  const day = (ordinal) => new Date((ordinal - 719163) * 86400000).toISOString().slice(0, 10);

  function filter() {
    const from = find("from"), to = find("to");
    if (Number(from.value) > Number(to.value)) {
      if (document.activeElement === from) to.value = from.value; else from.value = to.value;
    }
    const low = days[Number(from.value)], high = days[Number(to.value)];
    const outside = new Set();
    timed.forEach(({ element, ranges }) => {
      const out = ranges.length > 0 && !ranges.some(([start, end]) => start <= high && end >= low);
      element.classList.toggle("faded", out);
      if (out && element.id) outside.add(element.id);
    });
    all("[data-for]", svg).forEach((element) => element.classList.toggle("faded", outside.has(element.dataset.for)));
    from.setAttribute("aria-valuetext", day(low));
    to.setAttribute("aria-valuetext", day(high));
    find("range").textContent = day(low) + " to " + day(high);
  }

  function startTime() {
    if (days.length < 2) return;
    const from = find("from"), to = find("to");
    from.max = to.max = String(days.length - 1);
    const reset = () => { from.value = "0"; to.value = String(days.length - 1); filter(); };
    from.addEventListener("input", filter);
    to.addEventListener("input", filter);
    find("all-time").addEventListener("click", reset);
    find("time").hidden = false;
    reset();
  }

  /* ---- Pointers: one moves, two zoom; a tap chooses ---- */

  const pointers = new Map();
  let travelled = 0;

  const local = (event) => {
    const box = svg.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  function onMove(event) {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = local(event);
    const other = Array.from(pointers.entries()).find(([id]) => id !== event.pointerId);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (other) {
      const was = Math.hypot(before.x - other[1].x, before.y - other[1].y);
      const is = Math.hypot(now.x - other[1].x, now.y - other[1].y);
      if (was > 0 && is > 0) zoom(is / was, (now.x + other[1].x) / 2, (now.y + other[1].y) / 2);
    } else if (travelled > TAP) {
      move(now.x - before.x, now.y - before.y);
    }
    pointers.set(event.pointerId, now);
  }

  function startPointers() {
    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      if (!pointers.size) travelled = 0; else travelled = TAP + 1;
      pointers.set(event.pointerId, local(event));
      svg.setPointerCapture(event.pointerId);
      svg.classList.add("moving");
    });
    svg.addEventListener("pointermove", onMove);
    const end = (event) => {
      if (!pointers.delete(event.pointerId)) return;
      if (!pointers.size) svg.classList.remove("moving");
      if (event.type !== "pointerup" || travelled > TAP || pointers.size) return;
      const at = local(event);
      // The pointer is captured by the map, so what lies under it has to be asked for.
      choose(idsAt(at.x, at.y, document.elementFromPoint(event.clientX, event.clientY) || svg), false);
    };
    svg.addEventListener("pointerup", end);
    svg.addEventListener("pointercancel", end);
    svg.addEventListener("wheel", (event) => {
      event.preventDefault();
      const at = local(event);
      zoom(Math.pow(1.0016, -event.deltaY * (event.deltaMode ? 16 : 1)), at.x, at.y);
    }, { passive: false });
  }

  /* ---- Keys ---- */

  const keys = {
    ArrowLeft: () => move(STEP, 0), ArrowRight: () => move(-STEP, 0),
    ArrowUp: () => move(0, STEP), ArrowDown: () => move(0, -STEP),
    "+": () => zoom(1.4), "=": () => zoom(1.4), "-": () => zoom(1 / 1.4), 0: home,
    n: () => step(1), p: () => step(-1), Escape: () => choose([], false),
  };

  function startKeys() {
    stage.tabIndex = 0;
    stage.setAttribute("role", "application");
    stage.setAttribute("aria-roledescription", "map");
    stage.setAttribute("aria-label", document.title);
    stage.setAttribute("aria-describedby", "map-summary map-keys");
    stage.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button")) return;
      const act = keys[event.key];
      if (act) { event.preventDefault(); act(); }
    });
  }

  /* ---- Start ---- */

  document.documentElement.classList.add("live");
  ["tools", "map-keys", "panel"].forEach((id) => { find(id).hidden = false; });
  find("tools").addEventListener("click", (event) => {
    const act = event.target.dataset.act;
    if (act === "in") zoom(1.6); else if (act === "out") zoom(1 / 1.6); else if (act === "home") home();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    const id = link && link.getAttribute("href").slice(1);
    if (!id || !find("row-" + id)) return;
    event.preventDefault();
    choose([id], true);
    stage.scrollIntoView({ block: "nearest" });
  });
  window.addEventListener("beforeprint", () => all("details").forEach((part) => { part.open = true; }));
  window.addEventListener("resize", () => {
    const x = view.x + view.w / 2, y = view.y + view.w * height / width / 2;
    measure();
    view.x = x - view.w / 2;
    view.y = y - view.w * height / width / 2;
    draw();
  });
  if (window.innerWidth <= 800) document.querySelector(".legend").open = false;
  startPointers();
  startKeys();
  startTime();
  measure();
  home();
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("map-drawn")));
})();
