"""The words of the timeline's page in the languages it can be written in."""

TEXTS = {
    "en": {
        "timeline": "timeline",
        "counts": "{dated} events with a date, {undated} without.",
        "left_out": "{} more are not on this page.",
        "zone": "Clock times without a zone of their own are taken as {}.",
        "no_zone": "Clock times are local; their zone is unknown unless it is given.",
        "days": "The days that matter most",
        "clashes": "Orders that cannot be",
        "by_time": "in order of time",
        "by_source": "by source",
        "by_place": "by place",
        "find": "Find",
        "undated": "Without a known date",
        "broken": "an empty stretch, drawn short",
        "known": "known",
        "said": "in the source's words",
        "what": "what",
        "who": "who",
        "where": "where",
        "according": "according to",
        "precision": "how exactly (UCDP)",
        "lasts": "how long",
        "time_zone": "time zone",
        "where_from": "where the time comes from",
        "why": "why this is one event",
        "claims": "claims",
        "nobody": "no source",
        "nowhere": "no place named",
        "table": "The same as a table",
        "caption": "Every event, in order of time; those without a date last.",
        "internal": "Working paper of the investigation: names and words are not cleared for publication.",
        "comma": ", ",
    },
    "ar": {
        "timeline": "التسلسل الزمني",
        "counts": "أحداث لها تاريخ: {dated}، وبلا تاريخ: {undated}.",
        "left_out": "أحداث أخرى ليست في هذه الصفحة: {}.",
        "zone": "الساعات التي لم تُذكر منطقتها تُحسب بتوقيت {}.",
        "no_zone": "الساعات محلية، ومنطقتها الزمنية غير معروفة ما لم تُذكر.",
        "days": "الأيام الأهم",
        "clashes": "ترتيب لا يمكن أن يكون",
        "by_time": "حسب الزمن",
        "by_source": "حسب المصدر",
        "by_place": "حسب المكان",
        "find": "بحث",
        "undated": "بلا تاريخ معروف",
        "broken": "فترة خالية رُسمت قصيرة",
        "known": "المعروف",
        "said": "بكلمات المصدر",
        "what": "ماذا",
        "who": "من",
        "where": "أين",
        "according": "بحسب",
        "precision": "الدقة (UCDP)",
        "lasts": "كم دام",
        "time_zone": "المنطقة الزمنية",
        "where_from": "من أين جاء الوقت",
        "why": "لماذا هو حدث واحد",
        "claims": "الأقوال",
        "nobody": "بلا مصدر",
        "nowhere": "لم يُذكر مكان",
        "table": "الشيء نفسه في جدول",
        "caption": "كل الأحداث حسب الزمن، وما لا تاريخ له في الآخر.",
        "internal": "ورقة عمل للتحقيق: الأسماء والأقوال لم يُسمح بنشرها.",
        "comma": "، ",
    },
}


def texts_in(language: str) -> dict[str, str]:
    """The page's words in a language; English where there are none.

    >>> texts_in("tlh")["what"]
    'what'
    """
    return TEXTS.get(language, TEXTS["en"])
