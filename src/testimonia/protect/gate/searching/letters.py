"""The sounds of single Arabic, Persian, Pashto, Kurdish and Cyrillic letters, as signs of `sounds`.

Source: the orthographies; see `testimonia.protect.gate.searching.sounds` for what the signs mean and how they are compared.
"""

ARABIC = {
    **dict(zip("بپتثجچحخدذرزژسشصضطظغفڤقكکگلمنهھہ", "bptTjchxdDrzjsSsDtDGfvqkkglmnhhh", strict=True)),
    **dict(zip("اآٱىةوؤيیئېەێۆۇ", "aaaYaWWIIIIaIWW", strict=True)),
    "أ": "*",
    "إ": "i",
    "ع": "A",
    "ء": "",
    "ں": "n",
    "ڕ": "r",
    "ڵ": "l",
    "ے": "I",
    "ۀ": "a",
    **dict(zip("ځڼښږۍېګټډړۋ", "ZnSjIIgtdrv", strict=True)),
    "څ": "Q",
    "ٹ": "t",
    "ڈ": "d",
    "ڑ": "r",
}
"""``W`` and ``I`` are waw and ya (consonant, long vowel or diphthong), ``A`` is ayn, ``Y`` a final alef maqsura,
``*`` a vowel not said which, ``T`` and ``D`` the sounds of th and dh, ``x`` and ``G`` of kh and gh, ``S``, ``c`` of
sh, ch."""

CYRILLIC = {
    **dict(zip("абвгґдезиіїйклмнопрстуфхчшыэў", "abvggdeziiiiklmnoprstufxcSieu", strict=True)),
    "є": "e",
    "ж": "j",
    "ц": "Q",
    "ѕ": "Z",
    "щ": "Sc",
    "ь": "",
    "ъ": "",
    "ю": "iu",
    "я": "ia",
    "ё": "io",
    "ђ": "j",
    "ј": "i",
    "љ": "li",
    "њ": "ni",
    "ћ": "c",
    "џ": "j",
    "қ": "k",
    "ғ": "G",
    "ң": "n",
    "ү": "u",
    "ұ": "u",
    "ө": "o",
    "һ": "h",
    "ә": "a",
}

HEBREW = dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "abgdhWzhtIxxlmmnnsAffssqrSt", strict=True))
"""``W``, ``I`` and ``A`` as in Arabic; b may be v, p may be f, kaf may be k: the costs know."""
