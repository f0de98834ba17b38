"""One invented source with everything a vault may hold, and what a newsroom allows."""

from testimonia.protect.gate.searching.needles import make_needles
from testimonia.protect.identities import Allowed, Home, Identity

LAT_LON = (35.951234, 39.013456)
SOURCE = Identity(
    "P1",
    pseudonym="Mahmoud",
    names=("Nawwaf Suhayl al-Khayali", "نواف سهيل الخيالي"),
    aliases=("Abu Fawzi", "أبو فوزي"),
    phones=("+963 944 317 582",),
    emails=("nawwaf.kh87@postnet.example",),
    plates=("Raqqa 234156", "ABJ 1234"),
    numbers=("04-1029384756", "N00817263"),
    handles=("@nawwaf_kh", "@falcon"),
    usernames=("nkhayali",),
    devices=("SM-G960F R58K90ABCDE",),
    addresses=("12 Al-Nour Street, Kasrat Sheikh Jumaa",),
    files=("IMG_20171012_nw.jpg",),
    home=Home(*LAT_LON, 1500),
    details={
        "age": "44",
        "village": "Shanine",
        "profession": "lorry driver",
        "detail": "lost two fingers of his left hand",
    },
)
ALLOWED = Allowed(
    bylines=("Nawal Khayat", "Suhayl Haddad"),
    pseudonyms=("Abu Karim",),
    public_points=(Home(35.9561, 39.0201),),
    phones=("+44 20 7946 0123",),
)
NEEDLES = make_needles([SOURCE], ALLOWED)


def needles(allowed=None, **fields):
    """Needles of one source with only these fields."""
    return make_needles([Identity("P1", **fields)], allowed)
