"""How the timeline's page looks, and its small classic script: finding by words, stepping through events."""

STYLE = """
:root{color-scheme:light dark;--ink:#1c1c1a;--soft:#5c5c57;--paper:#fbfaf7;--line:#d8d5cc;--bar:#1f5f8b;
--warn:#8a4b08;--mark:#fff3c4}
@media(prefers-color-scheme:dark){:root{--ink:#ecebe6;--soft:#aaa89f;--paper:#171716;--line:#3a3934;--bar:#7db8dd;
--warn:#f0b46a;--mark:#4a4012}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.45 system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Naskh Arabic",sans-serif}
header,main,footer{max-inline-size:76rem;margin-inline:auto;padding-inline:1rem}
h1{font-size:1.6rem;margin-block:1rem .2rem}h2{font-size:1.1rem;margin-block:1.2rem .3rem}h3{font-size:.95rem;
margin-block:.8rem .2rem;color:var(--soft)}
header p,footer p,small{color:var(--soft)}footer{border-block-start:1px solid var(--line);margin-block-start:2rem}
h2 small{font-weight:normal}
.views>input{position:absolute;opacity:0;inline-size:1px;block-size:1px}
.views>label{display:inline-block;padding:.3rem .8rem;border:1px solid var(--line);border-radius:1rem;
margin:.2rem .2rem .6rem 0;cursor:pointer}
[dir=rtl] .views>label{margin:.2rem 0 .6rem .2rem}
.views>input:checked+label{background:var(--ink);color:var(--paper);border-color:var(--ink)}
.views>input:focus-visible+label,summary:focus-visible,input:focus-visible,
.scroll:focus-visible{outline:3px solid var(--bar);outline-offset:2px}
.view{display:none}
#view-time:checked~[data-view=time],#view-source:checked~[data-view=source],#view-place:checked~[data-view=place]{display:block}
.row{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1rem;align-items:center}
.axis{position:sticky;inset-block-start:0;background:var(--paper);z-index:2;block-size:2rem;
border-block-end:1px solid var(--line)}
.ticks{grid-column:2;position:relative;block-size:1.4rem;font-size:.75rem;color:var(--soft)}
.ticks span{position:absolute;white-space:nowrap;border-inline-start:1px solid var(--line);
padding-inline-start:.25rem}
.ticks span.end{border:0;padding:0;translate:-100%}[dir=rtl] .ticks span.end{translate:100%}
.ticks .break{position:absolute;translate:-50%;font-style:normal;inset-block-start:.6rem;color:var(--warn);
font-weight:bold}
[dir=rtl] .ticks .break{translate:50%}
.event{border-block-end:1px solid var(--line)}
.event>summary{cursor:pointer;list-style:none;padding-block:.35rem}
.event>summary::-webkit-details-marker{display:none}
.event[open]>summary{background:var(--mark)}
.said{display:block;overflow-wrap:anywhere}
.when{font-weight:600;color:var(--bar)}.when::after{content:" \\00b7"}
.event:not([open]) .said{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
.track{display:block;position:relative;block-size:1.6rem;background-size:1px 100%;
background-repeat:no-repeat;overflow:hidden}
.bar{position:absolute;min-inline-size:6px;
inset-block:.4rem;border-radius:.3rem;--c:color-mix(in srgb,var(--bar) 45%,transparent);
background:linear-gradient(to right,var(--c),var(--bar) var(--a),var(--bar) var(--b),var(--c));
outline:1px dashed var(--bar);outline-offset:-1px}
.bar.unsure{background:linear-gradient(to right,transparent,var(--c) 25%,var(--c) 75%,transparent)}
.bar.closes{background:linear-gradient(to right,var(--bar),transparent);outline:0}
.bar.opens{background:linear-gradient(to left,var(--bar),transparent);outline:0}
.bar.ordered{outline:2px dotted var(--warn)}
[dir=rtl] .bar{transform:scaleX(-1)}
.event.hidden,.lane.hidden{display:none}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem 1rem;margin:.2rem 0 .8rem;
padding-inline-start:1rem;font-size:.9rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.clash{border-inline-start:4px solid var(--warn);padding-inline-start:.8rem}.clash h2{color:var(--warn)}
.days{padding-inline-start:1.6rem}.meter{display:inline-block;inline-size:8rem;block-size:.6rem;
background:var(--line);border-radius:.3rem;overflow:hidden}
.meter i{display:block;block-size:100%;background:var(--bar)}
.find input{font:inherit;padding:.2rem .4rem}
.table>summary{cursor:pointer}.table h2{display:inline}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem;inline-size:100%}
caption{text-align:start;color:var(--soft);padding-block:.4rem}
th,td{text-align:start;vertical-align:top;padding:.3rem .5rem;border-block-end:1px solid var(--line)}
td:nth-child(3){min-inline-size:16rem}
@media(max-width:40rem){.row{grid-template-columns:minmax(0,1fr);gap:.2rem}.ticks{grid-column:1}
.track{block-size:1.1rem}.bar{inset-block:.2rem}
dl{grid-template-columns:minmax(0,1fr)}dd{margin-block-end:.3rem}}
@media(prefers-reduced-motion:no-preference){.event>summary{transition:background .15s}}
@media print{.view{display:none}[data-view=time]{display:block}.axis{position:static}.find,.views>label{display:none}}
"""

SCRIPT = """
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
"""
