"""Words that go with names without telling anybody apart, and ordinary words that are nobody's name.

Kept as plain tuples in code: the gate reads no files, and a reviewer should see at a glance what it takes for granted.
"""

from testimonia.text.names import titles


def word_set(words: str) -> frozenset[str]:
    """Words written one after the other, as a set.

    >>> sorted(word_set("b a"))
    ['a', 'b']
    """
    return frozenset(words.split())


ARTICLES = word_set("al el ul il as ash ad adh at ath an ar az es esh ed er et en ez ach ech ال")
"""The Arabic article, written apart or with its assimilated consonant."""

PARTICLES = ARTICLES | word_set(
    """
    bin ibn ben bint ould wuld walad de la las los del della di da do dos das y e van von der den ter ten le du des
    und аль эль ель ибн бин бен ас ад ан ар аш ат
    بن ابن إبن بنت ولد آل وَلد d l
    """
)
"""Small words inside names; written apart, joined or left out, they change nobody."""

KUNYA = word_set("bu bou بو abu abou abo aboo abi aba ebu abw أبو ابو أبا ابا أبي ابي ابى абу אבו")
UMM = word_set("umm um oum om omm oumm أم ام умм")
"""Father of, mother of: part of the name, in any case form."""

SERVANT = word_set("abd abdu abdul abdel abdal abdil abdoul abdur abdus abdun abdual عبد")
"""First half of names such as Abd al-Rahman, apart or with the article on it."""

HONORIFICS = word_set(
    """
    mr mrs ms miss dr prof professor sheikh shaykh sheik shaikh cheikh hajj haj hajji haji hadj sayyid ustaz ustadh
    col colonel capt captain gen general maj major lt lieutenant sgt sergeant sir madam madame mme monsieur mlle
    herr frau senor señor senora señora don doña dona u daw ato weizero brother sister uncle aunt auntie imam mullah
    mulla الشيخ شيخ الحاج حاج السيد السيدة الدكتور دكتور الأستاذ استاذ الآنسة пан пані господин госпожа
    """
)
LABELS = word_set(
    """
    name names first last family given middle surname firstname lastname forename familyname givenname father
    fathers prenom prénom nom nombre apellido apellidos vorname nachname sn fn الاسم اسم اللقب الكنية العائلة الأول
    الأخير الأب имя фамилия ім'я прізвище soyad ad td tr th span br div li b i strong em value
    """
)
"""Names of fields that stand between the parts of a name in forms, tables and markup."""

STOPS = word_set(
    """
    the a an and or but of in on at by for from with to is was are were be been has have had he she it they his her
    their said says told who which that this as not no yes when where while after before then there here i we you my
    our your its if so و في من على إلى الى عن أن ان قال قالت مع هذا هذه الذي التي كان كانت لم لن لا ما هو هي ثم أو
    او بعد قبل حتى كما
    """
)
"""Words that no name runs across."""

CALLED = word_set(
    """
    alias aka called nicknamed nickname named known codename codenamed callsign dubbed kunya الملقب المدعو يدعى
    المكنى كنيته لقبه المعروف dit genannt apodado apodo
    """
)
"""Words before a name that somebody is called by."""

ORDINARY = word_set(
    """
    falcon eagle hawk lion tiger wolf fox bear bull horse stallion panther leopard cobra snake viper scorpion spider
    raven crow owl dove pigeon sparrow shark whale dolphin dog cat mouse rat rabbit hare deer goat sheep lamb camel
    donkey bee wasp ant butterfly storm thunder lightning rain snow ice wind cloud sun moon star sky dawn dusk night
    day morning evening winter summer spring autumn fire flame smoke ash stone rock iron steel silver gold diamond
    pearl ruby jade amber crystal river sea ocean wave lake mountain hill valley forest tree oak olive palm cedar
    rose lily jasmine flower violet iris daisy basil mint sage honey sugar salt pepper bread candle lamp light
    shadow ghost spirit angel devil demon saint sword knife blade arrow bullet hammer anvil key lock bridge gate
    tower castle house home road path stranger king queen prince princess duke baron count knight hunter fisher
    shepherd farmer baker butcher carpenter smith mason tailor barber doctor doc nurse teacher professor student
    engineer mechanic driver pilot captain major colonel general soldier sniper guard scout guide judge lawyer
    priest monk imam father mother brother sister uncle aunt son daughter boy girl kid baby child boss chief master
    friend partner hero victor champion winner player dancer singer painter poet writer worker witness red blue
    green black white grey gray brown yellow pink purple orange happy lucky smart clever quick swift strong brave
    bold silent quiet gentle kind proud noble wise young old new big little small tall short fat slim thin blind
    deaf lame hope faith grace joy peace justice liberty freedom victory charity patience mercy love truth glory
    honour honor destiny fate one two three four five six seven eight nine ten zero first second third last ace
    joker jack west north south east source victim will mark bill bob rob frank grant chase dean earl gene guy hank
    harry jay ken lance max nick pat penny ray rich rusty sandy skip sonny sue ted tom van wade art bay bud cash
    chip cliff dale drew gay gill glen heath hunt jean june april may august market school camp village city dam
    radio phone camera truck lorry bus car tank gun bomb mine news press story report صقر نسر أسد اسد ذئب نمر ثعلب
    فهد حصان غزال عقرب حمامة شمس قمر نجم نجمة سماء فجر ليل نهار صباح مساء شتاء صيف ربيع مطر ثلج ريح برق رعد نار دخان
    حجر صخر حديد ذهب فضة لؤلؤ بحر نهر جبل وادي شجرة زيتون نخلة وردة ورد ياسمين زهرة عسل سيف خنجر سهم ظل شبح ملاك
    شيطان ملك أمير طبيب دكتور معلم أستاذ مهندس سائق طيار نقيب جندي قناص حارس حلاق خباز نجار حداد صياد راعي فلاح أب
    أم أخ أخت عم خال ابن بنت ولد صديق بطل زعيم رئيس أمل نور سلام عدل حرية نصر صبر رحمة حب حق كرامة أحمر أزرق أخضر
    أسود أبيض صغير كبير طويل قصير
    """
)
"""Words people take as a nickname that stand in any text as themselves."""


STREET_WORDS = word_set(
    """
    street st str road rd avenue ave lane ln drive square sq building bldg floor flat apartment apt house no number
    near next opposite behind block no nr unit bei rue calle straße strasse вул вулиця ул улица буд дом кв شارع حي بناء بناية
    طابق شقة قرب جانب مقابل رقم منزل
    """
)
"""Words of an address that everybody writes in another way, or leaves out."""


def is_title(word: str) -> bool:
    """Whether a lower-case word is a title or form of address.

    >>> is_title("dr"), is_title("الحاج"), is_title("nawwaf")
    (True, True, False)
    """
    return word in HONORIFICS or word in titles()
