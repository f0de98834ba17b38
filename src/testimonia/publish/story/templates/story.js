/* Nothing here is needed to read the story. It draws the route as one reads, and brings the keyboard back from a drawer. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("scripted");

  /* The route, leg by leg: the step in the middle of the window decides. */
  Array.prototype.forEach.call(document.querySelectorAll(".scroll"), function (scroll) {
    var steps = Array.prototype.slice.call(scroll.querySelectorAll(".step"));
    var legs = Array.prototype.slice.call(scroll.querySelectorAll("[data-leg]"));
    if (!legs.length || !steps.length || !("IntersectionObserver" in window)) { return; }
    scroll.classList.add("moving");
    function show(current) {
      var first = current ? Number(current.dataset.first) : 0;
      var last = current ? Number(current.dataset.last) : 0;
      steps.forEach(function (step) { step.classList.toggle("now", step === current); });
      legs.forEach(function (leg) {
        var number = Number(leg.dataset.leg);
        leg.classList.toggle("drawn", number <= last);
        leg.classList.toggle("now", number >= first && number <= last);
      });
    }
    var watcher = new IntersectionObserver(function () {
      var line = window.innerHeight * 0.62, current = null;
      steps.forEach(function (step) { if (step.getBoundingClientRect().top < line) { current = step; } });
      show(current);
    }, { rootMargin: "-61% 0px -38% 0px", threshold: [0, 1] });
    steps.forEach(function (step) { watcher.observe(step); });
    show(null);
    window.addEventListener("beforeprint", function () { scroll.classList.remove("moving"); });
    window.addEventListener("afterprint", function () { scroll.classList.add("moving"); });
  });

  /* Drawers: opened by their address; the keyboard goes in and comes back to where it was. */
  var opener = null;
  function drawer() {
    var found = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return found && found.classList.contains("panel") ? found : null;
  }
  function shut() {
    var back = opener || document.getElementById("ref-1");
    if (!back) { return; }
    var x = window.scrollX, y = window.scrollY;
    location.hash = back.id;
    window.scrollTo(x, y);
    back.focus({ preventScroll: true });
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a") : null;
    if (!link) { return; }
    if (link.classList.contains("evidence")) { opener = link; }
    if (link.classList.contains("close") && opener) { event.preventDefault(); shut(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && drawer()) { event.preventDefault(); shut(); }
  });
  window.addEventListener("hashchange", function () {
    var found = drawer();
    if (found) { found.scrollTop = 0; found.focus({ preventScroll: true }); }
  });
})();
