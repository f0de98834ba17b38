# ruff: noqa: ARG001, ARG005, E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""Files in which nothing is to be found, close as they may come: namesakes, near numbers, coarse places and ordinary media."""

import base64
import hashlib
import json
import random
from collections.abc import Callable, Iterator

from planting import media, office
from planting.archives import database, eml, gzip_of, tar_of, zip_of
from planting.drawing import ARABIC_FILLERS, FILLERS, Draw, Planted
from planting.fonts import font, woff
from planting.people import BYLINES, Person, public_points
from planting.pictures import (
    chunk,
    exif_segment,
    gps_of,
    iptc,
    jpeg,
    png,
    saved,
    segment,
    tiff,
    with_chunks,
    with_segments,
    xmp,
)
from planting.portable import Book, plain, shown, stream, text_string
from planting.textfiles import page

Maker = Callable[[Draw], Planted]
OTHER_FAMILIES = ("Brandtner", "Okonjo", "Del Castillo", "Petrossian", "al-Yusufi", "Hakobyan", "Lefebvre", "Sørlie")
OTHER_GIVEN = ("Tobias", "Ngozi", "Amparo", "Levon", "Yusuf", "Margit", "Étienne", "Siri")
OTHER_ARABIC = ("اليوسفي", "النقاش", "الهاشم")
ALIAS_LIKE = [
    "The ferry from Abu Simbel was late and the bus to Umm Qasr later.", "He flew by way of Abu Dhabi with a change in Khartoum.",
    "Abu Rashid Street is closed to lorries; so is the square of Umm Haram.", "The thrush, drozd in the local tongue, nests in April.",
    "El Zarco is a novel of 1901.", "Shwe is the word for gold, kyet for fowl.", "Tejones were seen on the slope, says the forester.",
]  # fmt: skip


def harmless() -> Iterator[Maker]:
    """Every decoy; each takes a draw for its chance and its people, and names nobody."""
    for turn in range(6):
        yield lambda draw, turn=turn: _namesake(draw, turn, is_family=False)
        yield lambda draw, turn=turn: _namesake(draw, turn, is_family=True)
    yield from (_arabic_namesake, _kunya_namesake, _near_name, _bylines, _pseudonyms, _pseudonyms_page, _public_persons)
    for how in ("txt", "csv", "json", "html"):
        yield lambda draw, how=how: _near_phone(draw, how)
    yield from (
        _near_numbers,
        _near_email,
        _newsroom_phone,
        _newsroom_page,
        _public_points,
        _public_map,
        _coarse,
        _coarse_json,
        _coarse_text,
        _far,
        _far_gpx,
    )
    yield from (_far_picture, _isbn, _hashes, _identifiers, _log, _alias_words)
    for field in ("age", "village", "profession", "detail"):
        yield lambda draw, field=field: _single_detail(draw, field)
    for name, how, build in ORDINARY:
        yield lambda draw, name=name, how=how, build=build: _clean(name, build(draw), how)


def _clean(name: str, data: bytes, how: str) -> Planted:
    return Planted(name, data, "clean", how, verdict="clean")


def _pick(draw: Draw) -> Person:
    return draw.chance.choice(draw.people)


def _namesake(draw: Draw, turn: int, *, is_family: bool) -> Planted:
    """One part of a name, with a stranger's other part."""
    person = draw.people[(turn * 3 + is_family) % len(draw.people)]
    full = f"{OTHER_GIVEN[turn]} {person.family}" if is_family else f"{person.given} {OTHER_FAMILIES[turn]}"
    rows = [
        *draw.filler(2),
        f"{full}, who teaches geology in Lund, has no part in this.",
        f"“I only read about it,” said {full}.",
    ]
    how = "namesake, family" if is_family else "namesake, given name"
    ending = ("txt", "html", "docx", "json", "md", "pdf")[turn]
    data = {
        "txt": "\n".join(rows).encode(), "md": "\n\n".join(rows).encode(), "json": json.dumps({"text": rows}).encode(),
        "html": page("".join(f"<p>{row}</p>" for row in rows)), "docx": office.docx("".join(office.paragraph(row) for row in rows)),
        "pdf": Book(shown(*(row.encode("cp1252", "replace").decode("cp1252") for row in rows))).to_bytes(),
    }[ending]  # fmt: skip
    return _clean(f"reader.{ending}", data, how)


def _arabic_namesake(draw: Draw) -> Planted:
    person = next(p for p in draw.people if p.region == "syria")
    given = person.native.split(" ")[0]
    rows = [
        ARABIC_FILLERS[0],
        f"قال {given} {draw.chance.choice(OTHER_ARABIC)} أستاذ الجغرافيا إنه قرأ الخبر فقط.",
        *ARABIC_FILLERS[2:],
    ]
    return _clean("tahlil.txt", "\n".join(rows).encode(), "namesake, Arabic")


def _kunya_namesake(draw: Draw) -> Planted:
    person = next(p for p in draw.people if p.region == "iraq")
    son = person.alias.split(" ", 1)[1]
    return _clean(
        "reader.txt",
        f"{son} is also the name of a dredger.\n{son} Petrossian sells books in Yerevan.\n".encode(),
        "son's name without the kunya",
    )


def _near_name(draw: Draw) -> Planted:
    """A father's and a family name of two different people in one sentence."""
    one, two = draw.people[4], draw.people[13]
    return _clean("reader.md", f"{one.given} Brandtner and Margit {two.family} run a choir.\n".encode(), "parts of two people")


def _bylines(draw: Draw) -> Planted:
    return _clean("credits.html", page("".join(f"<p class=byline>By {name}</p>" for name in BYLINES)), "bylines")


def _pseudonyms(draw: Draw) -> Planted:
    names = [person.entry["pseudonym"] for person in draw.people]
    return _clean("story.txt", "\n".join(f"{name} (name changed) saw the lorries." for name in names).encode(), "pseudonyms")


def _pseudonyms_page(draw: Draw) -> Planted:
    name = draw.people[1].entry["pseudonym"]
    return _clean(
        "story.html",
        page(f'<p><b>{name.upper()}</b></p><div data-source="{name}">“We counted,” said {name}.</div>'),
        "pseudonym, in markup",
    )


def _public_persons(draw: Draw) -> Planted:
    return _clean(
        "politics.txt",
        b"Minister Adalbert Wronski and Governor Ilyas Demirhan met for an hour. General Tadesse Worku sent regrets.\n",
        "public persons",
    )


def _near_digits(number: str, chance: random.Random) -> str:
    """One of the last digits is another."""
    at = chance.choice([i for i, c in enumerate(number) if c.isdigit()][-5:])
    return number[:at] + str((int(number[at]) + chance.randint(1, 9)) % 10) + number[at + 1 :]


def _near_phone(draw: Draw, how: str) -> Planted:
    numbers = [_near_digits(person.phone, draw.chance) for person in draw.people[::3]]
    data = {
        "txt": "\n".join(f"Hotline {n}: {number}" for n, number in enumerate(numbers)).encode(),
        "csv": ("id,phone\n" + "\n".join(f"{n},{number.replace(' ', '')}" for n, number in enumerate(numbers))).encode(),
        "json": json.dumps([{"tel": number} for number in numbers]).encode(),
        "html": page("".join(f'<p><a href="tel:{number.replace(" ", "")}">{number}</a></p>' for number in numbers)),
    }[how]
    return _clean(f"hotlines.{how}", data, "telephone, one digit differs")


def _near_numbers(draw: Draw) -> Planted:
    rows = [_near_digits(person.entry[key][0], draw.chance) for person in draw.people[:6] for key in ("plates", "ids")]
    return _clean(
        "registry.csv",
        ("n,no\n" + "\n".join(f"{n},{row}" for n, row in enumerate(rows))).encode(),
        "plates and papers, one digit differs",
    )


def _near_email(draw: Draw) -> Planted:
    host = draw.people[0].entry["emails"][0].split("@")[1]
    return _clean("contact.html", page(f"<p>letters@{host}, sales@{host}, @desk_north</p>"), "e-mail, same host")


def _newsroom_phone(draw: Draw) -> Planted:
    return _clean("contact.txt", b"Call the desk: +44 20 7946 0812, or 020 7946 0812 from London.\n", "newsroom's telephone")


def _newsroom_page(draw: Draw) -> Planted:
    return _clean(
        "contact.html",
        page('<a href="tel:+442079460812">+44&nbsp;(0)20&nbsp;7946&#8209;0812</a>'),
        "newsroom's telephone, in markup",
    )


def _public_points(draw: Draw) -> Planted:
    points = public_points(draw.people)
    return _clean(
        "hospitals.csv",
        ("name,lat,lon\n" + "\n".join(f"{p['name']},{p['lat']},{p['lon']}" for p in points)).encode(),
        "public points",
    )


def _public_map(draw: Draw) -> Planted:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [p["lon"], p["lat"]]},
            "properties": {"name": p["name"]},
        }
        for p in public_points(draw.people)
    ]
    return _clean(
        "hospitals.geojson", json.dumps({"type": "FeatureCollection", "features": features}).encode(), "public points, GeoJSON"
    )


def _coarse(draw: Draw) -> Planted:
    rows = [f"{person.home[0]:.1f},{person.home[1]:.1f}" for person in draw.people[:8]]
    return _clean("districts.csv", ("lat,lon\n" + "\n".join(rows)).encode(), "coarse coordinates")


def _coarse_json(draw: Draw) -> Planted:
    data = [{"lat": round(person.home[0], 1), "lon": round(person.home[1], 1)} for person in draw.people[3:7]]
    return _clean("districts.json", json.dumps(data).encode(), "coarse coordinates, JSON")


def _coarse_text(draw: Draw) -> Planted:
    lat, lon = _pick(draw).home
    return _clean(
        "note.txt",
        f"The district lies at about {lat:.0f}° N, {abs(lon):.0f}° {'E' if lon > 0 else 'W'}.\n".encode(),
        "whole degrees",
    )


def _far_point(draw: Draw) -> tuple[float, float]:
    lat, lon = _pick(draw).home
    return round(lat + draw.chance.uniform(1.4, 2.2), 5), round(lon - draw.chance.uniform(1.4, 2.2), 5)


def _far(draw: Draw) -> Planted:
    points = [_far_point(draw) for _ in range(5)]
    return _clean(
        "route.geojson",
        json.dumps({"type": "LineString", "coordinates": [[lon, lat] for lat, lon in points]}).encode(),
        "coordinates far from every home",
    )


def _far_gpx(draw: Draw) -> Planted:
    rows = "".join('<trkpt lat="{}" lon="{}"/>'.format(*_far_point(draw)) for _ in range(9))
    return _clean(
        "route.gpx",
        f'<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{rows}</trkseg></trk></gpx>'.encode(),
        "track far from every home",
    )


def _far_picture(draw: Draw) -> Planted:
    return _clean(
        "IMG_2041.jpg",
        with_segments(jpeg(draw), exif_segment(tiff({0x010F: "Kamera"}, gps=gps_of(*_far_point(draw))))),
        "picture far from every home",
    )


def _isbn(draw: Draw) -> Planted:
    rows = [
        f"ISBN 978-{draw.chance.randint(0, 9)}-{draw.chance.randint(1000, 9999)}-{draw.chance.randint(1000, 9999)}-{draw.chance.randint(0, 9)}"
        for _ in range(30)
    ]
    return _clean("reading.txt", "\n".join(rows).encode(), "ISBN")


def _hashes(draw: Draw) -> Planted:
    """Hashes, one of which holds the last digits of a source's telephone by chance."""
    rows = [hashlib.sha256(draw.chance.randbytes(8)).hexdigest() for _ in range(60)]
    tail = draw.people[0].phone.replace(" ", "")[-6:]
    rows.append(rows[0][:20] + tail + rows[0][26:])
    return _clean("SHA256SUMS", "\n".join(f"{row}  part{n}.zip" for n, row in enumerate(rows)).encode(), "hashes")


def _identifiers(draw: Draw) -> Planted:
    rows = [
        {
            "id": draw.chance.randbytes(16).hex(),
            "iban": f"DE{draw.chance.randint(10**19, 10**20 - 1)}",
            "t": draw.chance.randint(1_600_000_000, 1_700_000_000),
        }
        for _ in range(80)
    ]
    return _clean("rows.json", json.dumps(rows).encode(), "identifiers and time stamps")


def _log(draw: Draw) -> Planted:
    rows = [
        f"2024-03-{draw.chance.randint(1, 28):02d}T{draw.chance.randint(0, 23):02d}:14:{draw.chance.randint(10, 59)}Z 200 {draw.chance.randint(100, 99999)} 10.{draw.chance.randint(0, 255)}.3.7"
        for _ in range(200)
    ]
    return _clean("build.log", "\n".join(rows).encode(), "log")


def _alias_words(draw: Draw) -> Planted:
    return _clean("travel.txt", "\n".join(ALIAS_LIKE).encode(), "words that look like aliases")


def _single_detail(draw: Draw, field: str) -> Planted:
    person = _pick(draw)
    shapes = {
        "age": "The oldest bridge is {} years old.",
        "village": "The road passes {} and goes on.",
        "profession": "A {} is wanted, says the notice.",
        "detail": "In the tale the miller {}.",
    }
    rows = [*draw.filler(2), shapes[field].format(person.quasi[field])]
    return _clean("notice.txt", "\n".join(rows).encode(), f"one detail, {field}")


def _links(draw: Draw) -> bytes:
    return page(
        '<p>More: <a href="https://www.un.example/report?id=9#p4" rel="noreferrer">report</a>, <a href="mailto:letters@desk.example">write</a>, '
        '<a href="/archive/">archive</a>.</p>', head='<link rel="canonical" href="https://desk.example/road"><meta property="og:url" content="https://desk.example/road">',
    )  # fmt: skip


def _self_contained(draw: Draw) -> bytes:
    data, face = (base64.b64encode(part).decode() for part in (png(draw), woff(font("Desk Serif"))))
    head = f"<style>@font-face{{font-family:D;src:url(data:font/woff;base64,{face})}}body{{font-family:D}}</style><script>document.title+=' – '+[1,2,3].length</script>"
    return page(
        f'<img alt="field" src="data:image/png;base64,{data}"><svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><path d="M0 0L9 9"/></svg>',
        head=head,
    )


def _json_ld(draw: Draw) -> bytes:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "author": {"@type": "Person", "name": BYLINES[0]},
        "url": "https://desk.example/road",
    }
    return page("<p>Road</p>", head=f'<script type="application/ld+json">{json.dumps(data)}</script>')


def _big_json(draw: Draw) -> bytes:
    words = " ".join(FILLERS).split(" ")
    rows = [{"n": n, "v": draw.chance.random(), "w": " ".join(draw.chance.choices(words, k=9))} for n in range(6000)]
    return json.dumps(rows).encode()


def _minified(draw: Draw) -> bytes:
    parts = []
    for n in range(900):
        a, b = (draw.chance.choice("abcdefghijklmnop") + draw.chance.choice("xyzuvw") for _ in range(2))
        parts.append(
            f'function {a}{n}(e,t){{return e*{draw.chance.randint(2, 99999)}+t>>>{n % 31}?"{a}":{b}[{n}]^0x{draw.chance.randint(1, 1 << 30):x}}}'
        )
    return ("/*! licence: see https://desk.example/l */!function(){'use strict';var xx=[];" + "".join(parts) + "}();").encode()


def _minified_css(draw: Draw) -> bytes:
    rows = [f".c{n}{{color:#{draw.chance.randint(0, 0xFFFFFF):06x};margin:{n}px 0 {n % 7}em}}" for n in range(700)]
    return ('@charset "utf-8";.i::before{content:"\\201C\\00a0\\2192"}' + "".join(rows)).encode()


def _chart(draw: Draw) -> bytes:
    bars = "".join(
        f'<rect x="{9 * n}" y="{h}" width="8" height="{90 - h}"/><text x="{9 * n}" y="99">{2000 + n}</text>'
        for n, h in enumerate(draw.chance.sample(range(90), 20))
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100"><title>Flour, by year</title>{bars}</svg>'.encode()


def _table(draw: Draw) -> bytes:
    rows = [f"{n},2019-0{n % 9 + 1}-1{n % 9},{draw.chance.randint(1, 4000)},{draw.chance.choice(FILLERS)}" for n in range(900)]
    return ("id,date,people,remark\n" + "\n".join(rows)).encode("utf-8-sig")


def _harmless_pdf(draw: Draw) -> bytes:
    book = Book(shown(*draw.filler(3)), page=b"/Annots [6 0 R]")
    book.add(6, b"<< /Type /Annot /Subtype /Link /Rect [9 9 30 30] /A << /S /URI /URI (https://desk.example/road) >> >>")
    book.add(9, b"<< /Author " + text_string(BYLINES[1]) + b" /Title (Road north) /CreationDate (D:20240305102030Z) >>")
    book.info = b"/Info 9 0 R"
    return book.to_bytes()


def _harmless_attachment(draw: Draw) -> bytes:
    book = Book(shown(*draw.filler(2)), catalogue=b"/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >> /Metadata 8 0 R")
    book.add(6, b"<< /Type /Filespec /F (flour.csv) /EF << /F 7 0 R >> >>").add(
        7, stream(b"year,price\n2019,4\n", b"/Type /EmbeddedFile")
    )
    return book.add(8, stream(xmp("Desk"), b"/Type /Metadata /Subtype /XML", packed=False)).to_bytes()


def _hyperlink_docx(draw: Draw) -> bytes:
    row = f'<Relationship Id="rId1" Type="{office.RELS}/hyperlink" Target="https://desk.example/road" TargetMode="External"/>'
    parts = {"word/_rels/document.xml.rels": f'<Relationships xmlns="{office.PACKAGE}/relationships">{row}</Relationships>'}
    return office.docx(
        office.filler(draw) + '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>more</w:t></w:r></w:hyperlink></w:p>', parts=parts
    )


def _workbook(draw: Draw) -> bytes:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{draw.chance.randint(1, 10**6)}</v></c><c r="B{n}"><v>{43000 + n}</v></c></row>'
        for n in range(2, 200)
    )
    return office.xlsx(
        [office.plain_row(draw) + rows, office.plain_row(draw)],
        states=("", "hidden"),
        defined='<definedNames><definedName name="prices">Sheet1!$A$1</definedName></definedNames>',
    )


def _ordinary_jpeg(draw: Draw) -> bytes:
    exif = tiff(
        {0x010F: "Kamera AG", 0x0110: "K 200", 0x0132: "2024:03:05 10:20:30"},
        exif={0x9003: "2024:03:05 10:20:30", 0x8827: (3, (200,))},
        thumbnail=jpeg(draw, 16),
    )
    return with_segments(
        jpeg(draw, 160),
        exif_segment(exif),
        segment(0xED, iptc((80, BYLINES[1]), (120, "Field at dawn"))),
        segment(0xFE, b"made at the desk"),
    )


ORDINARY: tuple[tuple[str, str, Callable[[Draw], bytes]], ...] = (
    ("index.html", "ordinary links", _links), ("story.html", "self-contained page", _self_contained), ("article.html", "JSON-LD", _json_ld),
    ("data.json", "large JSON", _big_json), ("app.min.js", "minified script", _minified), ("app.min.css", "minified style sheet", _minified_css),
    ("chart.svg", "SVG chart", _chart), ("prices.csv", "table", _table), ("annex.pdf", "PDF", _harmless_pdf), ("report.pdf", "PDF with attachment", _harmless_attachment),
    ("scan.pdf", "plain PDF", lambda d: plain(d).to_bytes()), ("revised.pdf", "revised PDF", lambda d: plain(d).revised({4: stream(shown(*d.filler(2)))})),
    ("memo.docx", "DOCX with link", _hyperlink_docx), ("log.xlsx", "XLSX", _workbook), ("talk.pptx", "PPTX", lambda d: office.pptx(office._line(d.filler(1)[0]), office._line(d.filler(1)[0]))),
    ("memo.odt", "ODT", lambda d: office.odt(f"<text:p>{d.filler(1)[0]}</text:p>")), ("book.epub", "EPUB", lambda d: office.epub(f"<p>{d.filler(1)[0]}</p>")),
    ("IMG_0007.jpg", "JPEG with camera data", _ordinary_jpeg), ("field.png", "PNG", lambda d: with_chunks(png(d, 64), chunk(b"tEXt", b"Software\0Editor 4"), chunk(b"gAMA", bytes.fromhex("0000b18f")))),
    ("loop.gif", "GIF", lambda d: saved(d, "GIF")), ("field.webp", "WebP", lambda d: saved(d, "WEBP")), ("scan.tif", "TIFF", lambda d: saved(d, "TIFF", compression="tiff_lzw")),
    ("plan.bmp", "BMP", lambda d: saved(d, "BMP")), ("serif.ttf", "font", lambda d: font("Desk Serif")), ("serif.woff", "web font", lambda d: woff(font("Desk Serif"), "<metadata/>")),
    ("talk.mp3", "MP3", lambda d: media.id3([(b"TPE1", media.utf16_frame(BYLINES[2])), (b"TIT2", media.utf16_frame("Road"))]) + media.silence()),
    ("clip.mp4", "MP4", lambda d: media.mp4(media.ilst((b"\xa9nam", "Road north")))), ("talk.wav", "WAV", lambda d: media.wav(media.info_list((b"INAM", "Road")))),
    ("talk.ogg", "Ogg", lambda d: media.opus("TITLE=Road")), ("talk.flac", "FLAC", lambda d: media.flac("TITLE=Road", picture=jpeg(d, 16))), ("clip.mkv", "Matroska", lambda d: media.mkv(media.tags(("TITLE", "Road")))),
    ("film.srt", "SRT", lambda d: f"1\n00:00:01,000 --> 00:00:03,000\n{d.filler(1)[0]}\n".encode()), ("film.vtt", "VTT", lambda d: f"WEBVTT\n\n00:01.000 --> 00:03.000\n{d.filler(1)[0]}\n".encode()),
    ("maqal.txt", "Arabic prose", lambda d: "\n".join(ARABIC_FILLERS).encode()), ("maqal.html", "Arabic page", lambda d: page("".join(f'<p dir="rtl">{row}</p>' for row in ARABIC_FILLERS))),
    ("maqal-1256.txt", "Arabic prose, cp1256", lambda d: "\n".join(ARABIC_FILLERS).encode("cp1256")), ("notes-16.txt", "UTF-16", lambda d: "\n".join(d.filler(5)).encode("utf-16")),
    ("state.json", "base64 of harmless text", lambda d: json.dumps({"state": base64.b64encode(" ".join(d.filler(4)).encode()).decode()}).encode()),
    ("data.zip", "zip", lambda d: zip_of({"a/flour.csv": _table(d), "a/chart.svg": _chart(d)}, comment=b"Desk")), ("data.csv.gz", "gzip", lambda d: gzip_of(_table(d), name="prices.csv")),
    ("set.tar.gz", "tar in gzip", lambda d: gzip_of(tar_of({"a.txt": "\n".join(d.filler(4)).encode()}, owner="desk"))), ("case.db", "SQLite", lambda d: database(d.filler(5), removed=d.filler(2))),
    ("message.eml", "e-mail", lambda d: eml(sender=BYLINES[0], attachment=base64.encodebytes(png(d)).decode(), file="field.png")),
    ("dates.ics", "calendar", lambda d: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20240305T102030Z\r\nSUMMARY:Desk\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
    ("memo.rtf", "RTF", lambda d: b"{\\rtf1\\ansi{\\info{\\author Desk}}\\pard " + d.filler(1)[0].encode() + b"\\par}"),
)  # fmt: skip
