# ruff: noqa: E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""Parts of names, by region, each with the spellings that newspapers, passports and social media use for it. All people are invented.

A part is one string: the native form, then Latin spellings, separated by ``|``; the first Latin one is what a vault would hold.
"""

ARAB_MEN = """
غيث|Ghaith|Ghayth|Gheith
شاهين|Shahin|Shaheen|Chahine
قصي|Qusay|Qusai|Koussai
أيهم|Ayham|Aiham|Ayhem
زهير|Zuhayr|Zuheir|Zouhair
فيصل|Faysal|Faisal|Faycal
عبد الرزاق|Abd al-Razzaq|Abdul Razzaq|Abderrazzak
خضر|Khidr|Khodr|Kheder
ياسين|Yasin|Yaseen|Yassine
نضال|Nidal|Nedal|Nidhal
عدي|Uday|Odai|Oudai
حذيفة|Hudhayfa|Huthaifa|Houdhaifa
منذر|Mundhir|Munther|Mounzer
هيثم|Haytham|Haitham|Haithem
رشيد|Rashid|Rasheed|Rachid
توفيق|Tawfiq|Tawfeeq|Toufik
سعدون|Sadun|Saadoun|Sa'doon
شوكت|Shawkat|Shaukat|Chawkat
جميل|Jamil|Jameel|Djamil
كنعان|Kanan|Kanaan|Kan'an
""".strip().splitlines()

ARAB_WOMEN = """
خولة|Khawla|Khaula|Khaoula
سوسن|Sawsan|Sausan|Soussan
هديل|Hadil|Hadeel|Hedil
شيماء|Shayma|Shaimaa|Chaima
ميسون|Maysun|Maysoon|Meissoun
نجوى|Najwa|Nejwa|Nadjwa
رقية|Ruqayya|Ruqaya|Roukaya
لبنى|Lubna|Lobna|Loubna
""".strip().splitlines()

ARAB_FAMILIES = """
الشويطي|al-Shuwayti|Al Shuwaiti|Ash-Shuwayti
القنطار|al-Qintar|Al Qintar|El Kintar
السخني|al-Sukhni|As-Sukhni|Es-Soukhni
الخزاعلة|al-Khazaila|Al Khazaileh|El Khazaila
الطرودي|al-Tarudi|At-Taroudi|El Taroudi
الزعيتر|al-Zuaytir|Az-Zuaiter|El Zouaiter
الوقاد|al-Waqqad|Al Waqad|El Wakkad
القاروط|al-Qarut|Al-Qaroot|El Karout
الدغيمات|al-Dughaymat|Ad-Dughaimat|El Doghaimat
المرزوقان|al-Marzuqan|Al Marzouqan|El Merzoukan
العبيدات|al-Ubaydat|Al Obeidat|El Obaidat
الشعيبات|al-Shuaybat|Ash-Shuaibat|El Chouaibat
""".strip().splitlines()

SUDAN_MEN = """
التجاني|al-Tijani|Eltijani|El Tigani
حسب الرسول|Hasab al-Rasul|Hasabelrasoul|Hassab Elrasoul
الزاكي|al-Zaki|Elzaki|Azzaki
بابكر|Babikir|Babiker|Babekir
جبريل|Jibril|Gibril|Djibril
عوض الكريم|Awad al-Karim|Awadelkarim|Awad Elkareem
الفاضل|al-Fadil|Elfadil|El Fadhil
""".strip().splitlines()

KURD_MEN = """
شیروان|Şîrwan|Shirwan|Sherwan
ڕۆژهات|Rojhat|Rozhat|Rojhat
بەرزان|Berzan|Barzan|Berzan
هەڤاڵ|Heval|Haval|Hewal
زانا|Zana|Zanah|Zana
دلۆڤان|Dilovan|Delovan|Dîlovan
""".strip().splitlines()

KURD_FAMILIES = """
خەلۆ|Xelo|Khalo|Khelo
گەردی|Gerdî|Gardi|Gerdi
باپیر|Bapîr|Bapir|Bapeer
شێخۆ|Şêxo|Shekho|Sheikho
""".strip().splitlines()

UKRAINE_GIVEN = """
Остап|Ostap|Ostap|Ostap
Ярина|Yaryna|Iaryna|Jaryna
Юхим|Yukhym|Iukhym|Juchym
Любомир|Liubomyr|Lyubomyr|Ljubomyr
Зоряна|Zoriana|Zoryana|Zorjana
Євген|Yevhen|Evhen|Jevhen
""".strip().splitlines()

UKRAINE_FAMILIES = """
Щербаненко|Shcherbanenko|Scherbanenko|Ščerbanenko
Гайворонюк|Haivoroniuk|Hayvoronyuk|Hajvoronjuk
Чумаченчук|Chumachenchuk|Czumaczenczuk|Čumačenčuk
Жуковецький|Zhukovetskyi|Zhukovetskyy|Žukoveckyj
Хоменчук|Khomenchuk|Homenchuk|Chomenčuk
""".strip().splitlines()

BELARUS_GIVEN = """
Зміцер|Zmitser|Zmicier|Zmiter
Аляксей|Aliaksei|Aliaksiej|Alyaksey
Вольга|Volha|Volga|Vol'ha
""".strip().splitlines()

BELARUS_FAMILIES = """
Кавальчыч|Kavalchych|Kavaĺčyč|Kavalčyč
Жукоўніч|Zhukounich|Žukoŭnič|Zhukownich
Пяшчанок|Piashchanok|Piaščanok|Pyashchanok
""".strip().splitlines()

BURMESE = """
ကျော်|Kyaw|Kyaw|Kyaw
ဇေယျ|Zeya|Zayya|Zeyar
လင်း|Linn|Lin|Lynn
ထွန်း|Htun|Tun|Htoon
မင်း|Min|Minn|Min
သီရိ|Thiri|Thiri|Thiri
နွယ်|Nwe|Nway|Nway
ဇော်|Zaw|Zaw|Zaw
မြင့်|Myint|Myint|Myint
လှိုင်|Hlaing|Hlaing|Hlaing
""".strip().splitlines()

LATIN_GIVEN = ["Yessenia", "Wilmer", "Anayansi", "Ezequías", "Marisela", "Hernán", "Nubia", "Édgar", "Yolima", "Fabián"]
LATIN_FAMILIES = [
    "Villatoro", "Quiñónez", "Ocoró", "Bustamánte", "Zelayandía", "Ibargüen", "Mosquera", "Tzunún", "Chavajay", "Peñaranda",
]  # fmt: skip

AFGHAN_GIVEN = """
ذبیح‌الله|Zabihullah|Zabiullah|Zabihollah
حیات‌الله|Hayatullah|Hayatollah|Hayat Ullah
فرشته|Fereshta|Fireshta|Farishta
نجیبه|Najiba|Najeeba|Nadjiba
""".strip().splitlines()

AFGHAN_FAMILIES = """
کوهدامنی|Kohdamani|Kuhdamani|Koh Damani
شکردره‌ای|Shakardarai|Shakardarayi|Shakar Darai
پنجصدی|Panjsadi|Panjsadee|Pandjsadi
""".strip().splitlines()

ERITREAN_GIVEN = """
ተስፋልደት|Tesfaldet|Tesfaldet|Tesfalidet
ምሕረት|Mihret|Mehret|Mhret
ጎይትኦም|Goitom|Goytom|Goitiom
""".strip().splitlines()

ERITREAN_FATHERS = """
ገብረሂወት|Gebrehiwet|Ghebrehiwet|Gebrehiwot
ወልደገርግሽ|Woldegergish|Weldegergish|Woldegerghish
ክፍለየሱስ|Kifleyesus|Kifleyesus|Kfleyesus
""".strip().splitlines()

SONS = """
نورس|Nawras|Nauras|Nouras
صخر|Sakhr|Sakhr|Sakher
ليث|Layth|Laith|Leith
تيسير|Taysir|Tayseer|Teissir
جوهر|Jawhar|Jauhar|Djawhar
حمزات|Hamzat|Hamzaat|Hamzat
كرار|Karrar|Karar|Kerrar
شمس|Shams|Shems|Chams
رائد|Raid|Raed|Ra'id
بشار|Bashshar|Bashar|Bachar
""".strip().splitlines()

NICKNAMES = {
    "ukraine": ["Kulbaba", "Lisovyk", "Drozd-77"],
    "belarus": ["Zubr-Staryk", "Busel"],
    "burma": ["Shwe Kyet", "Maung Htaw"],
    "latin": ["El Zarco Mudo", "La Tejona", "Chepe Brocha"],
    "afghan": ["Ustad Zabi", "Qari Ghamza"],
    "eritrea": ["Wedi Kubrom", "Gual Segen"],
}

VILLAGES = {
    "syria": "Tell Mizyan|Kafr Zunbul|Khirbat Nuss",
    "iraq": "Albu Shiyab|Qaryat Hilmiya|Tall Zambar",
    "sudan": "Umm Jarayid|Wad Qantur|Hillat Zaki",
    "yemen": "Bayt Shuraym|Wadi Hanash|Qarn Sab",
    "kurd": "Gundê Zerdik|Bêxêrok|Kanî Gewrik",
    "ukraine": "Verkhnia Zhuravka|Pisky Husyni|Tykhyi Brid",
    "belarus": "Stary Zhurauel|Piaskoutsy|Lipnitsa Doolna",
    "burma": "Nyaung Zin Kone|Thit Yar Gyi|Kan Pyar Lay",
    "latin": "Vereda El Zancudo|Caserío Las Minitas|Aldea Piedra Mocha",
    "afghan": "Qala-e Shirgul|Deh Ghuchak|Chashma Zard",
    "eritrea": "Adi Gurotom|Enda Zer'ay|Adi Tsenaf",
}

TRADES = [
    "beekeeper", "midwife", "well digger", "dental technician", "pharmacist", "ferry pilot", "tinsmith", "school caretaker",
    "tractor mechanic", "notary's clerk", "baker", "ambulance driver", "surveyor", "veterinarian", "switchboard operator",
]  # fmt: skip

DETAILS = [
    "lost two fingers of the left hand", "has twin daughters who study abroad", "walks with an aluminium crutch",
    "ran the only ice factory on the river road", "wears a hearing aid on the right side", "has a burn scar on the chin",
    "plays the oud at weddings", "kept the keys of the grain store", "once coached the girls' handball team",
    "is blind in one eye", "owned the only blue minibus in the valley", "has a brother in the municipal council",
    "speaks with a stammer", "was the first to open a printing shop there", "repairs clocks for the mosque",
]  # fmt: skip

COUNTRY = {
    "syria": ("963", "9## ### ###"),
    "iraq": ("964", "7## ### ####"),
    "sudan": ("249", "9# ### ####"),
    "yemen": ("967", "7## ### ###"),
    "kurd": ("964", "75# ### ####"),
    "ukraine": ("380", "67 ### ## ##"),
    "belarus": ("375", "29 ### ## ##"),
    "burma": ("95", "9 ### ### ###"),
    "latin": ("57", "31# ### ####"),
    "afghan": ("93", "79 ### ####"),
    "eritrea": ("291", "7 ### ###"),
}

PLATES = {
    "syria": "###-####", "iraq": "## B #####", "sudan": "KH 4 #####", "yemen": "# / #####", "kurd": "22 E #####",
    "ukraine": "AH #### KB", "belarus": "#### IX-5", "burma": "7H/####", "latin": "QKZ ###", "afghan": "KBL-#####",
    "eritrea": "ER 2 #####",
}  # fmt: skip

HOMES = {
    "syria": (35.9, 38.1), "iraq": (34.2, 42.6), "sudan": (14.3, 33.4), "yemen": (15.1, 44.3), "kurd": (37.1, 43.4),
    "ukraine": (48.9, 37.9), "belarus": (53.6, 28.2), "burma": (21.7, 95.2), "latin": (2.4, -76.8), "afghan": (34.9, 69.2),
    "eritrea": (15.4, 38.7),
}  # fmt: skip
