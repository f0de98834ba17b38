(function () {
  "use strict";
  var box = document.querySelector(".find"), input = document.getElementById("find"), found = document.getElementById("found");
  var events = Array.prototype.slice.call(document.querySelectorAll(".event"));
  var lanes = Array.prototype.slice.call(document.querySelectorAll(".lane"));
  box.hidden = false;
  input.addEventListener("input", function () {
    var words = input.value.toLocaleLowerCase(), shown = 0;
    events.forEach(function (event) {
      var fits = event.textContent.toLocaleLowerCase().indexOf(words) >= 0;
      event.classList.toggle("hidden", !fits);
      if (fits && event.closest("[data-view=time]")) { shown += 1; }
    });
    lanes.forEach(function (lane) { lane.classList.toggle("hidden", !lane.querySelector(".event:not(.hidden)")); });
    found.textContent = words ? String(shown) : "";
  });
  window.addEventListener("beforeprint", function () { document.querySelector(".table").open = true; });
  document.addEventListener("keydown", function (key) {
    var at = document.activeElement;
    if (!at || at.tagName !== "SUMMARY" || (key.key !== "ArrowDown" && key.key !== "ArrowUp")) { return; }
    var all = Array.prototype.filter.call(document.querySelectorAll(".event>summary"), function (one) {
      return one.offsetParent;
    });
    var next = all[all.indexOf(at) + (key.key === "ArrowDown" ? 1 : -1)];
    if (next) { next.focus(); key.preventDefault(); }
  });
})();
