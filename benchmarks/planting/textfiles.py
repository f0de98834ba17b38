# ruff: noqa: E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""Plain and marked-up text files that carry disguised strings: one maker for every line of the list."""

import base64
import csv
import html
import io
import json
import random
from collections.abc import Callable, Iterator
from urllib.parse import quote

from planting import escapes, spellings
from planting.drawing import ARABIC_FILLERS, Draw, Planted, Slip
from planting.people import Person

Maker = Callable[[Draw], Planted]
PAGE = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>\n<body>\n{body}\n</body></html>\n'


def page(body: str, *, head: str = "", title: str = "The road north") -> bytes:
    return PAGE.format(title=title, head=head, body=body).encode()


def disguised() -> Iterator[Maker]:
    """A name in every disguise of letters, alone in a text file."""
    for how, disguise in spellings.LATIN_DISGUISES.items():
        yield lambda draw, how=how, disguise=disguise: _one_disguise(draw, draw.latin_name(), how, disguise)
    for how, disguise in spellings.ARABIC_DISGUISES.items():
        yield lambda draw, how=how, disguise=disguise: _one_disguise(draw, draw.arabic_name(), how, disguise)
    yield _everything_at_once
    yield lambda draw: _everything_at_once(draw, ending="html")


def _one_disguise(draw: Draw, slip: Slip, how: str, disguise: spellings.Disguise) -> Planted:
    rows = draw.filler(2)
    rows.insert(1, draw.sentence(slip, disguise(slip.text, draw.chance)))
    ending = draw.chance.choice(["txt", "md", "html"])
    if ending == "html":
        return Planted("notes.html", page("".join(f"<p>{row}</p>\n" for row in rows)), "disguise", how)
    return Planted(f"notes.{ending}", ("\n\n".join(rows) + "\n").encode(), "disguise", how)


def _everything_at_once(draw: Draw, ending: str = "txt") -> Planted:
    """Four names, each in two disguises laid over each other."""
    rows = []
    pairs = [
        ("upper", "soft_hyphens"),
        ("homoglyphs_cyrillic", "over_lines"),
        ("full_width", "wide_spaces"),
        ("family_first", "zero_widths"),
    ]
    for one, two in pairs:
        slip = draw.latin_name()
        text = spellings.LATIN_DISGUISES[one](slip.text, draw.chance)
        rows.append(draw.sentence(slip, spellings.LATIN_DISGUISES[two](text, draw.chance)))
    text = "\n\n".join([*draw.filler(1), *rows])
    data = page(f"<p>{text}</p>") if ending == "html" else text.encode()
    return Planted(f"draft.{ending}", data, "disguise", "two at once")


def transliterated() -> Iterator[Maker]:
    """Names and kunyas in conventions that the vault does not hold, in both directions."""
    for column in (0, 1):
        for region in ("syria", "iraq", "sudan", "kurd", "ukraine", "yemen", "afghan", "burma", "belarus", "eritrea", "latin"):
            yield lambda draw, region=region, column=column: _spelling(draw, region, column)
    for region in ("syria", "sudan", "kurd", "yemen"):
        yield lambda draw, region=region: _alias_spelling(draw, region)
    yield lambda draw: _native_of_latin(draw, "P8")
    yield lambda draw: _native_of_latin(draw, "P16")
    yield lambda draw: _latin_of_native(draw, "P15")


def _spelling(draw: Draw, region: str, column: int) -> Planted:
    person = draw.person(regions=(region,))
    text = person.spellings[min(column, len(person.spellings) - 1)] if person.spellings else f"Ko {person.latin}"
    rows = [*draw.filler(1), draw.sentence(Slip(person, "name", text)), *draw.filler(1)]
    return Planted("interview.txt", "\n".join(rows).encode(), "transliteration", f"{region}, convention {column + 2}")


def _alias_spelling(draw: Draw, region: str) -> Planted:
    rows, person = draw.filler(2), draw.person(regions=(region,))
    for text in [*person.alias_spellings, spellings.with_harakat(person.alias_native, draw.chance)][:2]:
        rows.append(draw.sentence(Slip(person, "alias", text)))
    return Planted("interview.md", "\n\n".join(rows).encode(), "transliteration", f"{region}, kunya")


def _named(draw: Draw, identity: str) -> Person:
    person = next(p for p in draw.people if p.id == identity)
    draw.use(person)
    return person


def _native_of_latin(draw: Draw, identity: str) -> Planted:
    person = _named(draw, identity)
    rows = [ARABIC_FILLERS[0], draw.sentence(Slip(person, "name_ar", person.native)), ARABIC_FILLERS[3]]
    return Planted("shahada.txt", "\n".join(rows).encode(), "transliteration", "Arabic, of a name held in Latin letters")


def _latin_of_native(draw: Draw, identity: str) -> Planted:
    person = _named(draw, identity)
    rows = [*draw.filler(2), draw.sentence(Slip(person, "name", person.latin))]
    return Planted("interview.txt", "\n".join(rows).encode(), "transliteration", "Latin letters, of a name held in Arabic")


def numbers() -> Iterator[Maker]:
    """Telephones, plates, e-mail addresses and other numbers in every grouping."""
    for how in spellings.phone_forms("+963 911 222 333", random.Random(0)):
        yield lambda draw, how=how: _number(draw, "phone", how, spellings.phone_forms)
    for how in spellings.plate_forms("123-4567", random.Random(0)):
        yield lambda draw, how=how: _number(draw, "plate", how, spellings.plate_forms)
    for how in spellings.email_forms("a@b.example", random.Random(0)):
        yield lambda draw, how=how: _number(draw, "email", how, spellings.email_forms)
    yield lambda draw: _mixed_numbers(draw, ("handle", "username", "device", "number"), "as held")
    yield lambda draw: _mixed_numbers(draw, ("handle", "device", "number"), "other case and spacing", lower=True)
    yield lambda draw: _mixed_numbers(draw, ("email", "plate", "phone", "number"), "as held")


def _number(draw: Draw, field: str, how: str, forms: Callable) -> Planted:
    slip = draw.slip(field)
    rows = [*draw.filler(1), draw.sentence(slip, forms(slip.text, draw.chance)[how]), *draw.filler(1)]
    ending = draw.chance.choice(["txt", "md", "csv"])
    return Planted(f"contacts.{ending}", "\n".join(rows).encode(), field, how)


def _mixed_numbers(draw: Draw, fields: tuple[str, ...], how: str, *, lower: bool = False) -> Planted:
    rows = []
    for field in fields:
        slip = draw.slip(field)
        text = slip.text
        if lower:
            text = (
                text.lower()
                if field == "device"
                else text.upper().lstrip("@")
                if field == "handle"
                else f"{text[:4]} {text[4:7]} {text[7:]}"
            )
        rows.append(draw.sentence(slip, text))
    return Planted("handover.txt", "\n".join(rows).encode(), "numbers", how)


def escaped() -> Iterator[Maker]:
    """Entities, addresses, style sheets and scripts."""
    for how, escape in escapes.ENTITIES.items():
        yield lambda draw, how=how, escape=escape: _entity(draw, how, escape)
    for how, escape in escapes.ADDRESSES.items():
        yield lambda draw, how=how, escape=escape: _address(draw, how, escape)
    for how, escape in escapes.STYLES.items():
        yield lambda draw, how=how, escape=escape: _style(draw, how, escape)
    for how, escape in escapes.STRING_ESCAPES.items():
        yield lambda draw, how=how, escape=escape: _script(draw, how, lambda text, chance: f'"{escape(text, chance)}"')
    for how, escape in escapes.EXPRESSIONS.items():
        yield lambda draw, how=how, escape=escape: _script(draw, how, escape)


def _entity(draw: Draw, how: str, escape: escapes.Escape) -> Planted:
    slips = [draw.slip("name"), draw.slip("alias", "phone")] if how != "entities_named" else [_accented(draw)]
    body = "\n".join(f"<p>{draw.sentence(slip, escape(slip.text, draw.chance))}</p>" for slip in slips)
    return Planted("story.html", page(body), "escape", how)


def _accented(draw: Draw) -> Slip:
    person = draw.person(regions=("latin",))
    return Slip(person, "name", person.latin)


def _address(draw: Draw, how: str, escape: escapes.Escape) -> Planted:
    one, two = draw.slip("name", "name_ar"), draw.slip("alias", "email")
    body = (
        f'<p>See <a href="/search?q={escape(one.text, draw.chance)}&amp;page=2">the earlier piece</a>.</p>\n'
        f'<a href="archive/{escape(two.text, draw.chance)}.html">archive</a>'
    )
    return Planted("index.html", page(body), "escape", how)


def _style(draw: Draw, how: str, escape: escapes.Escape) -> Planted:
    slip = draw.slip("name", "alias")
    sheet = f'.caption::after {{ content: "{escape(slip.text, draw.chance)}"; color: #333 }}\n'
    if draw.chance.random() < 0.5:
        return Planted("story.css", sheet.encode(), "escape", how)
    return Planted("story.html", page("<p class=caption>Photo</p>", head=f"<style>{sheet}</style>"), "escape", how)


def _script(draw: Draw, how: str, escape: Callable) -> Planted:
    one, two = draw.slip("name", "name_ar"), draw.slip("alias", "username")
    code = (
        f"const captions = {{}};\ncaptions.first = {escape(one.text, draw.chance)};\n"
        f"captions['second'] = {escape(two.text, draw.chance)};\nexport default captions;\n"
    )
    if draw.chance.random() < 0.5:
        return Planted("captions.js", code.encode(), "escape", how)
    code = code.replace("export default captions;\n", "")
    return Planted("story.html", page("<p>Map</p>", head=f"<script>{code}</script>"), "escape", how)


def encoded() -> Iterator[Maker]:
    """Base64 and its kin inside text files, and whole files in other character encodings."""
    for how, code in escapes.CODES.items():
        yield lambda draw, how=how, code=code: _code(draw, how, code)
    for encoding in escapes.ENCODINGS:
        yield lambda draw, encoding=encoding: _encoding(draw, encoding)
    yield _data_uri
    yield _data_uri_svg
    yield _data_uri_nested


def _code(draw: Draw, how: str, code: Callable[[str], str]) -> Planted:
    text = code("; ".join(draw.story(2, ("name", "name_ar", "email"))[:4]))
    ending = draw.chance.choice(["txt", "json", "js", "html"])
    if "wrapped" in how or "dump" in how or how == "quoted-printable":
        ending = "txt"
    shapes = {
        "txt": f"attachment follows\n\n{text}\n\nend of attachment\n",
        "json": json.dumps({"version": 3, "state": text}),
        "js": f"window.__STATE__ = '{text}';\n",
        "html": page(f'<p>Chart</p><div data-state="{text}"></div>').decode(),
    }
    return Planted(f"state.{ending}", shapes[ending].encode(), "encoding", how)


def _encoding(draw: Draw, encoding: str) -> Planted:
    if encoding in ("cp1256", "iso8859-6"):
        rows = [
            *ARABIC_FILLERS[:4],
            draw.sentence(draw.slip("name_ar")),
            draw.sentence(draw.slip("alias_ar")),
            *ARABIC_FILLERS[4:],
        ]
    elif encoding in ("cp1251", "koi8-u"):
        person = draw.person(regions=("ukraine",))
        rows = [
            "Колона зупинилася біля насосної станції ще до світанку.",
            f"Так розповів {person.native}, який рахував вантажівки з даху.",
        ]
    elif encoding == "cp1252":
        person = draw.person(regions=("latin",))
        rows = [
            "La columna se detuvo junto a la estación de bombeo.",
            f"Así lo contó {person.latin}, que vio los camiones desde el techo.",
        ]
    else:
        rows = draw.story(2, ("name", "name_ar", "phone"))
    return Planted("statement.txt", escapes.encode("\n".join(rows), encoding), "encoding", f"file in {encoding}")


def _data_uri(draw: Draw) -> Planted:
    text = base64.b64encode(page(f"<p>{draw.sentence(draw.slip('name'))}</p>")).decode()
    return Planted(
        "story.html",
        page(f'<a download="x.html" href="data:text/html;base64,{text}">notes</a>'),
        "encoding",
        "data URI, base64",
    )


def _data_uri_svg(draw: Draw) -> Planted:
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><title>{draw.slip('name').text}</title><rect width='4' height='4'/></svg>"
    sheet = f'.pin {{ background: url("data:image/svg+xml,{quote(svg)}") }}\n'
    return Planted("map.css", sheet.encode(), "encoding", "data URI, percent")


def _data_uri_nested(draw: Draw) -> Planted:
    inner = page(f"<!-- {draw.slip('name').text} --><p>Chart</p>")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><a href="data:text/html;base64,{base64.b64encode(inner).decode()}"><circle r="3"/></a></svg>'
    outer = f'<img alt="" src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}">'
    return Planted("story.html", page(outer), "encoding", "data URI in a data URI")


def marked_up() -> Iterator[Maker]:
    """Every corner of HTML, SVG, JSON, CSV and feeds."""
    for how, shape in HTML_CORNERS.items():
        yield lambda draw, how=how, shape=shape: _corner(draw, how, shape)
    yield from (_split_tags, _split_spans, _split_comment, _split_rows, _json_ld, _json_keys, _json_split, _json_lines)
    yield from (
        _csv_quotes,
        _csv_split,
        _tsv,
        _svg_split,
        _svg_metadata,
        _feed,
        _yaml,
        _markdown,
        _web_map,
        _ics,
        _vcard,
        _subtitles,
        _vtt,
        _toml,
    )


HTML_CORNERS = {
    "comment": "<p>Photo</p>\n<!-- ask {0} again, tel {1} -->",
    "conditional comment": "<!--[if lt IE 9]><p>{0}</p><p>{1}</p><![endif]--><p>Photo</p>",
    "attributes alt and title": '<figure><svg role="img" aria-label="{0}"></svg><span title="{1}">Photo</span></figure>',
    "data attributes": "<div data-source=\"{0}\" data-x='{1}'>Photo</div>",
    "hidden element": '<div style="display:none">{0}</div><p hidden>{1}</p>',
    "template and noscript": "<template><p>{0}</p></template><noscript><p>{1}</p></noscript>",
    "srcdoc": '<iframe srcdoc="&lt;p&gt;{0}&lt;/p&gt;&lt;!-- {1} --&gt;"></iframe>',
    "form fields": '<form><input type="hidden" name="who" value="{0}"><textarea>{1}</textarea></form>',
    "meta": '<p>Photo</p><meta name="author" content="{0}"><meta property="article:tag" content="{1}">',
    "id and class": '<p class="s {1}">Photo</p><a name="{0}"></a>',
    "link text and address": '<a href="mailto:x@y.example?subject={0}">{1}</a>',
    "option and datalist": '<select><option value="1">{0}</option></select><datalist><option value="{1}"></datalist>',
    "unclosed": "<p>Photo<b title='{0}'<i>{1}",
    "MathML and foreign": "<svg><foreignObject><p>{0}</p></foreignObject></svg><math><annotation>{1}</annotation></math>",
    "event handler": "<button onclick=\"show('{0}')\">more</button><a href=\"javascript:alert('{1}')\">x</a>",
}


def _corner(draw: Draw, how: str, shape: str) -> Planted:
    one, two = draw.slip("name", "alias"), draw.slip("phone", "email", "name_ar", "handle")
    return Planted("story.html", page(shape.format(one.text, two.text)), "html", how)


def _split_tags(draw: Draw) -> Planted:
    texts = [draw.latin_name().text, draw.slip("alias").text, draw.arabic_name().text]
    body = "".join(f"<p>said {_cut_between(text, '<b>', '</b>')}.</p>\n" for text in texts)
    return Planted("story.html", page(body), "html", "split by tags within words")


def _split_spans(draw: Draw) -> Planted:
    text = draw.latin_name().text
    letters = "".join(f'<span class="l{i}">{html.escape(c)}</span>' for i, c in enumerate(text))
    return Planted("story.html", page(f"<h1>{letters}</h1>"), "html", "one element for each letter")


def _split_comment(draw: Draw) -> Planted:
    text = draw.latin_name().text
    return Planted(
        "story.html", page(f"<p>{text[:4]}<!-- x -->{text[4:7]}<wbr>{text[7:]}</p>"), "html", "split by comment and wbr"
    )


def _split_rows(draw: Draw) -> Planted:
    words = draw.latin_name().text.split(" ")
    cells = "".join(f"<td>{word}</td>\n" for word in words)
    return Planted("table.html", page(f"<table><tr>{cells}</tr></table>"), "html", "split over table cells")


def _cut_between(text: str, before: str, after: str) -> str:
    return f"{text[:2]}{before}{text[2:5]}{after}{text[5:]}"


def _json_ld(draw: Draw) -> Planted:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "The road north", "about": {"@type": "Person", "name": draw.slip("name").text, "telephone": draw.slip("phone").text}}  # fmt: skip
    return Planted(
        "story.html",
        page("<p>Story</p>", head=f'<script type="application/ld+json">{json.dumps(data)}</script>'),
        "data",
        "JSON-LD",
    )


def _json_keys(draw: Draw) -> Planted:
    data = {
        "index": {draw.slip("name").text: [1, 4], draw.slip("handle").text: [2]},
        "words": ["convoy", draw.slip("name_ar").text],
    }
    return Planted("search.json", json.dumps(data).encode(), "data", "JSON keys and escapes")


def _json_split(draw: Draw) -> Planted:
    words = draw.latin_name().text.split(" ")
    data = [{"first_name": " ".join(words[:-1]), "last_name": words[-1], "told": "the column halted"}]
    return Planted("people.json", json.dumps(data, indent=1).encode(), "data", "JSON, given and family apart")


def _json_lines(draw: Draw) -> Planted:
    rows = [json.dumps({"n": n, "t": text}, ensure_ascii=bool(n % 2)) for n, text in enumerate(draw.story(3))]
    return Planted("claims.jsonl", "\n".join(rows).encode(), "data", "JSON lines")


def _csv_quotes(draw: Draw) -> Planted:
    out = io.StringIO()
    rows = csv.writer(out, quoting=csv.QUOTE_ALL)
    rows.writerow(["id", "what", "who"])
    for n in range(3):
        rows.writerow([n, draw.filler(1)[0], draw.slip("name", "phone", "plate", "name_ar").text])
    return Planted("events.csv", out.getvalue().encode("utf-8-sig"), "data", "CSV")


def _csv_split(draw: Draw) -> Planted:
    words = draw.latin_name().text.split(" ")
    return Planted(
        "events.csv", f"family;given;age\n{words[-1]};{' '.join(words[:-1])};\n".encode(), "data", "CSV, family and given apart"
    )


def _tsv(draw: Draw) -> Planted:
    rows = [f"{n}\t{draw.slip().text}\t2019-03-0{n}" for n in range(1, 4)]
    return Planted("events.tsv", ("n\twho\twhen\n" + "\n".join(rows)).encode(), "data", "TSV")


def _svg_split(draw: Draw) -> Planted:
    text = draw.latin_name().text
    pieces = "".join(f'<tspan x="{9 * i}">{html.escape(c)}</tspan>' for i, c in enumerate(text))
    return Planted(
        "chart.svg",
        f'<svg xmlns="http://www.w3.org/2000/svg"><text y="9">{pieces}</text></svg>'.encode(),
        "data",
        "SVG, letter by letter",
    )


def _svg_metadata(draw: Draw) -> Planted:
    one, two, three = draw.slip("username").text, draw.slip("name").text, draw.slip("alias").text
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" '
        f'sodipodi:docname="/home/{one}/karte.svg"><metadata><dc:creator>{two}</dc:creator></metadata><!-- {three} --><path d="M0 0h9"/></svg>'
    )
    return Planted("chart.svg", text.encode(), "data", "SVG metadata")


def _feed(draw: Draw) -> Planted:
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Desk</title><item><description><![CDATA[<p>{draw.slip("name").text}</p>]]></description><author>{draw.slip("email").text}</author></item></channel></rss>'  # fmt: skip
    return Planted("feed.xml", text.encode(), "data", "feed with CDATA")


def _yaml(draw: Draw) -> Planted:
    one = draw.latin_name().text.split(" ")
    return Planted("front.yaml", f"title: Road north\ncredits: >\n  Words by our desk. Thanks to {one[0]}\n  {' '.join(one[1:])}\nphone: '{draw.slip('phone').text}'\n".encode(), "data", "YAML, folded")  # fmt: skip


def _toml(draw: Draw) -> Planted:
    name = "".join(f"\\u{ord(c):04x}" for c in draw.arabic_name().text)
    return Planted("story.toml", f'title = "Road"\nwitness = "{name}"\n'.encode(), "data", "TOML escapes")


def _markdown(draw: Draw) -> Planted:
    words = draw.latin_name().text.split(" ")
    text = f"# Road\n\nTold by **{words[0]}** *{' '.join(words[1:])}*[^1]\n\n[^1]: {draw.slip('phone').text}\n"
    return Planted("story.md", text.encode(), "data", "Markdown emphasis and note")


def _web_map(draw: Draw) -> Planted:
    text = json.dumps({"version": 3, "sources": [f"/Users/{draw.slip('username').text}/src/a.ts"], "sourcesContent": [f"// todo {draw.slip('name').text}"], "mappings": "AAAA"})  # fmt: skip
    return Planted("app.js.map", text.encode(), "data", "source map")


def _ics(draw: Draw) -> Planted:
    name, mail = draw.latin_name().text, draw.slip("email").text
    line = f"DESCRIPTION:Meeting in the cellar of the bakery with {name}"
    at = len(line) - len(name) // 2
    lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:Desk", line[:at], " " + line[at:], f"ATTENDEE:mailto:{mail[:5]}", f" {mail[5:]}", "END:VEVENT", "END:VCALENDAR"]  # fmt: skip
    return Planted("dates.ics", "\r\n".join(lines).encode(), "data", "ICS, folded lines")


def _vcard(draw: Draw) -> Planted:
    words = draw.latin_name().text.split(" ")
    text = f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{words[-1]};{words[0]};{' '.join(words[1:-1])};;\r\nTEL;TYPE=CELL:{draw.slip('phone').text}\r\nEND:VCARD\r\n"
    return Planted("contact.vcf", text.encode(), "data", "vCard")


def _subtitles(draw: Draw) -> Planted:
    words = draw.latin_name().text.split(" ")
    text = f"1\n00:00:01,000 --> 00:00:03,000\nAnd then <i>{words[0]}</i>\n{' '.join(words[1:])} came out.\n\n2\n00:00:04,000 --> 00:00:06,000\n{{\\an8}}{draw.slip('alias').text}\n"  # fmt: skip
    return Planted("film.srt", text.encode(), "data", "SRT")


def _vtt(draw: Draw) -> Planted:
    text = f"WEBVTT\n\nNOTE checked with {draw.slip('name').text}\n\n00:01.000 --> 00:03.000\n<v {draw.slip('alias').text}>We counted them.\n"
    return Planted("film.vtt", text.encode(), "data", "VTT voice and note")
