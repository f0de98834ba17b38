"""The timeline as one HTML file that works from the disk: no network, no module, everything readable without a script.

Three views of the same events, chosen by radio buttons that need no script: in order of time, by source, by place. Every event
is a native disclosure, so that it opens by keyboard and is announced by screen readers; a table at the end says the same.
"""

from collections.abc import Iterable, Sequence

from testimonia.model.events import Bearing
from testimonia.model.timelines import TimelineRow, TimelineSheet
from testimonia.publish.escaping import escape
from testimonia.publish.page_parts import policy_hash, read_part
from testimonia.publish.timeline_scale import RIGHT_EDGE, Scale
from testimonia.publish.timeline_texts import texts_in
from testimonia.publish.timeline_words import PRECISION, WHERE_PRECISION, clock_words, is_dated, known_words

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ur", "ps", "ckb"})
VIEWS = ("time", "source", "place")
Lanes = Sequence[tuple[str, Sequence[TimelineRow]]]


def to_html(sheet: TimelineSheet) -> str:
    """The page. The same sheet gives the same bytes."""
    return _Page(sheet).render()


class _Page:
    def __init__(self, sheet: TimelineSheet) -> None:
        self.sheet = sheet
        self.language = sheet.language.split("-")[0].lower() or "en"
        self.texts = texts_in(self.language)
        self.precision = PRECISION.get(self.language, PRECISION["en"])
        self.where_precision = WHERE_PRECISION.get(self.language, WHERE_PRECISION["en"])
        self.is_rtl = self.language in RIGHT_TO_LEFT
        self.dated = [row for row in sheet.rows if is_dated(row.event)]
        self.undated = [row for row in sheet.rows if not is_dated(row.event)]
        self.scale = Scale(row.event.when for row in self.dated if row.event.when)

    def render(self) -> str:
        say, script = self.texts, read_part("timeline.js")
        parts = [
            "<!doctype html>\n",
            f'<html lang="{escape(self.sheet.language or "en")}" dir="{"rtl" if self.is_rtl else "ltr"}">\n<head>\n',
            '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
            f'script-src {policy_hash(script)}">\n',
            f"<title>{escape(self.sheet.title)}: {say['timeline']}</title>\n",
            f"<style>\n{read_part('timeline.css')}{self._grid()}</style>\n</head>\n<body>\n",
            f"<header><h1><bdi>{escape(self.sheet.title)}</bdi></h1><p>{self._summary()}</p></header>\n<main>\n",
            self._days(),
            self._clashes(),
            self._views(),
            self._table(),
            f"</main>\n<footer><p>{say['internal']}</p></footer>\n<script>{script}</script>\n</body>\n</html>\n",
        ]
        return "".join(parts)

    def _summary(self) -> str:
        say, sheet = self.texts, self.sheet
        counts = say["counts"].format(dated=len(self.dated), undated=len(self.undated))
        zone = say["zone"].format(escape(sheet.time_zone)) if sheet.time_zone else say["no_zone"]
        left = " " + say["left_out"].format(sheet.left_out) if sheet.left_out else ""
        return f"{counts}{left} {zone}"

    def _grid(self) -> str:
        """Lines behind every bar, where the ticks are."""
        places = [at for at, _ in self.scale.ticks()] if self.dated else []

        def rule(selector: str, positions: Iterable[float]) -> str:
            images = ",".join("linear-gradient(var(--line),var(--line))" for _ in places)
            where = ",".join(f"{at:g}% 0" for at in positions)
            return f"{selector}{{background-image:{images};background-position:{where}}}\n"

        return rule(".track", places) + rule("[dir=rtl] .track", [round(100 - at, 3) for at in places]) if places else ""

    def _days(self) -> str:
        days, say = self.sheet.days, self.texts
        if not days:
            return ""
        most = max(day.score for day in days) or 1.0
        items = "".join(
            f'<li><b><bdi>{day.day}</bdi></b> <span class="meter" aria-hidden="true">'
            f'<i style="inline-size:{100 * max(day.score, 0) / most:.0f}%"></i></span> '
            f"<small><bdi>{escape(day.reason)}</bdi></small></li>\n"
            for day in days
        )
        return f'<section><h2>{say["days"]}</h2>\n<ol class="days">\n{items}</ol></section>\n'

    def _clashes(self) -> str:
        clashes = self.sheet.clashes
        items = "".join(f"<li><bdi>{escape(clash.sentence)}</bdi></li>\n" for clash in clashes)
        return f'<section class="clash"><h2>{self.texts["clashes"]}</h2>\n<ul>\n{items}</ul></section>\n' if clashes else ""

    def _views(self) -> str:
        say = self.texts
        radios = "".join(
            f'<input type="radio" name="view" id="view-{view}"{" checked" if view == "time" else ""}>'
            f'<label for="view-{view}">{say[f"by_{view}"]}</label>\n'
            for view in VIEWS
        )
        lanes = {"time": [("", self.sheet.rows)], "source": self._by_source(), "place": self._by_place()}
        drawn = "".join(self._view(view, lanes[view]) for view in VIEWS)
        search = (
            f'<p class="find" hidden><label>{say["find"]} <input type="search" id="find"></label> '
            '<output id="found"></output></p>\n'
        )
        return (
            f'<section aria-label="{say["timeline"]}">\n{search}'
            f'<div class="views" role="group">\n{radios}{drawn}</div></section>\n'
        )

    def _view(self, view: str, lanes: Lanes) -> str:
        axis = self._axis() if self.dated else ""
        body = "".join(self._lane(name, rows, level=view != "time") for name, rows in lanes)
        return f'<div class="view" data-view="{view}">\n{axis}{body}</div>\n'

    def _axis(self) -> str:
        ticks = "".join(
            f'<span class="{"end" if at > RIGHT_EDGE else ""}" style="inset-inline-start:{at:g}%"><bdi>{label}</bdi></span>'
            for at, label in self.scale.ticks()
        )
        breaks = "".join(
            f'<i class="break" title="{self.texts["broken"]}" style="inset-inline-start:{at:g}%">⋯</i>'
            for at in self.scale.breaks()
        )
        return f'<div class="row axis" aria-hidden="true"><div class="ticks">{ticks}{breaks}</div></div>\n'

    def _lane(self, name: str, rows: Sequence[TimelineRow], *, level: bool) -> str:
        dated = [row for row in rows if is_dated(row.event)]
        undated = [row for row in rows if not is_dated(row.event)]
        shown = "".join(self._event(row, full=not level) for row in dated)
        heading = f"<h2><bdi>{escape(name)}</bdi> <small>{len(rows)}</small></h2>\n" if level else ""
        tail = ""
        if undated:
            rank = "h3" if level else "h2"
            title = f"<{rank}>{self.texts['undated']}</{rank}>\n"
            tail = f'<div class="undated">{title}{"".join(self._event(row, full=not level) for row in undated)}</div>\n'
        return f'<section class="lane">\n{heading}{shown}{tail}</section>\n'

    def _event(self, row: TimelineRow, *, full: bool) -> str:
        """One event; only the view in order of time says everything of it, or the page would be three times as long."""
        event = row.event
        known = known_words(event.when, self.language)
        words = clock_words(event)
        label = words or (known if is_dated(event) else "")
        when = f'<span class="when"><bdi>{escape(label)}</bdi></span> ' if label else ""
        bar = f'<span class="track">{self._bar(row)}</span>' if is_dated(event) else ""
        return (
            f'<details class="event"><summary class="row"><span class="said" dir="auto">{when}<span class="what">'
            f"{escape(event.what)}</span></span>{bar}</summary>\n{self._details(row, full=full)}</details>\n"
        )

    def _bar(self, row: TimelineRow) -> str:
        assert row.event.when is not None
        bar = self.scale.bar(row.event.when)
        kind = " opens" if bar.opens else " closes" if bar.closes else ""
        kind += " unsure" if not kind and bar.sure_to - bar.sure_from <= 0 else ""
        kind += " ordered" if row.event.is_ordered else ""
        return (
            f'<i class="bar{kind}" style="inset-inline-start:{bar.left:g}%;inline-size:{bar.width:g}%;'
            f'--a:{bar.sure_from:g}%;--b:{bar.sure_to:g}%"></i>'
        )

    def _details(self, row: TimelineRow, *, full: bool) -> str:
        event, say = row.event, self.texts
        zone = event.when.zone if event.when else ""
        short = (
            (say["known"], known_words(event.when, self.language)),
            ("EDTF", event.edtf),
            (say["where"], say["comma"].join(event.places)),
            (say["according"], say["comma"].join(row.tellers)),
        )
        more = (
            (say["precision"], self.precision[event.date_prec]),
            (say["where_precision"], self.where_precision[event.where_prec] if event.places else ""),
            (say["lasts"], event.lasts.words if event.lasts else ""),
            (say["time_zone"], zone),
            (say["where_from"], event.time_reason),
            (say["who"], say["comma"].join(event.who)),
            (say["why"], event.reason),
            (say["findings"], "; ".join(self._finding(bearing) for bearing in event.findings)),
            (say["claims"], " ".join(event.claim_ids)),
        )
        fields = (*short, *more) if full else short
        items = "".join(f"<dt>{name}</dt><dd><bdi>{escape(value)}</bdi></dd>" for name, value in fields if value)
        return f"<dl>{items}</dl>"

    def _finding(self, bearing: Bearing) -> str:
        """Question, answer, standing, whose finding it is, and whether the event follows it."""
        say = self.texts
        whose = say["concluded"].format(bearing.reviewer) if bearing.reviewer else say["suggested"]
        parts = (say.get(bearing.standing, bearing.standing), whose, say["followed"] if bearing.is_taken else "", bearing.note)
        return f"{bearing.question} {bearing.words} ({say['comma'].join(filter(None, parts))})"

    def _by_source(self) -> Lanes:
        return self._lanes([(name, row) for row in self.sheet.rows for name in row.tellers or (self.texts["nobody"],)])

    def _by_place(self) -> Lanes:
        return self._lanes(
            [(name, row) for row in self.sheet.rows for name in row.event.places[:1] or (self.texts["nowhere"],)]
        )

    def _lanes(self, pairs: Iterable[tuple[str, TimelineRow]]) -> Lanes:
        """Lanes in the order of their first event; those without a name last."""
        lanes: dict[str, list[TimelineRow]] = {}
        for name, row in pairs:
            lanes.setdefault(name, []).append(row)
        last = {self.texts["nobody"], self.texts["nowhere"]}
        return sorted(lanes.items(), key=lambda lane: lane[0] in last)

    def _table(self) -> str:
        say = self.texts
        names = ("known", "said", "what", "where", "according", "EDTF", "precision", "where_precision", "standing")
        head = "".join(f'<th scope="col">{say.get(name, name)}</th>' for name in names)
        body = ""
        for row in self.sheet.rows:
            event = row.event
            cells = (
                known_words(event.when, self.language), clock_words(event), event.what, say["comma"].join(event.places),
                say["comma"].join(row.tellers), event.edtf, self.precision[event.date_prec],
                self.where_precision[event.where_prec], say.get(event.standing, event.standing),
            )  # fmt: skip
            body += "<tr>" + "".join(f"<td><bdi>{escape(cell)}</bdi></td>" for cell in cells) + "</tr>\n"
        return (
            f'<section><details class="table"><summary><h2>{say["table"]}</h2></summary>\n'
            f'<div class="scroll" tabindex="0" role="region" aria-label="{say["table"]}">'
            f"<table><caption>{say['caption']}</caption>\n<thead><tr>{head}</tr></thead>\n"
            f"<tbody>\n{body}</tbody></table></div></details></section>\n"
        )
