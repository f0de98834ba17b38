"""Given names that languages write too differently for any rule of sounds: each row is one name.

A row joins what the press and passports of different countries write for one and the same bearer (Volodymyr is Vladimir in
Russian papers), not names that merely share an origin. Our own list.
"""

_ROWS = """
khidr khudr khodr khedr khidhr khodor khider khadr hidir hızır خضر
muhammad mohammed mohamed mohammad mehmet mahamed mahamat maxamed mamadou mamadu muhammed محمد
mahmoud mahmud mahmut maxamuud mohamud محمود
ahmad ahmed ahmet axmed amadou amadu axmad أحمد
fatima fatma fadumo faadumo faduma fatuma fatou fatoumata fatumata fatimata فاطمة
khadija khadijah hatice khady khadidja khadiijo hadiza خديجة
aisha ayesha ayşe caasha aishah aissata aïssatou aissatou aicha عائشة
abdullah abdallah abdullahi abdoulaye abdulahi cabdullahi abdilahi عبدالله
umar omar ömer cumar oumar omer عمر
uthman osman othman cismaan cusmaan ousmane عثمان
ismail ismael ismaaciil ismaila esmail إسماعيل
isa issa eissa ciise iissa عيسى
ibrahim brahim ibrahima ebrahim abraham إبراهيم
yahya yehia yahia yehya jahja يحيى
yaqub yacoub yaqoub yakup yakoub yakub يعقوب
sulayman suleiman suleyman slimane soleiman süleyman souleymane sulaiman سليمان
mustafa mostafa moustapha moustafa مصطفى
maryam mariam meryem maryan maryama مريم
zaynab zainab zeinab zeynep zeynab زينب
hussein husayn huseyin hossein xuseen hüseyin حسين
hasan hassan xasan حسن
zahra zohra sahra zehra زهراء
alexander aleksandr oleksandr aliaksandr alyaksandr alaksandr александр олександр аляксандр
vladimir volodymyr uladzimir uładzimir vladymyr володимир владимир уладзімір
dmitry dmitri dmytro dzmitry zmicier zmitser zmiter dmitrij дмитрий дмитро зміцер
sergei sergey serhii serhiy siarhei sergej сергей сергій сяргей
andrei andrey andriy andrii andrej andrzej андрей андрій
nikolai nikolay mykola mikalai nikolaj николай микола мікалай
mikhail mykhailo mikhailo michail mikhas михаил михайло міхаіл
pavel pavlo pawel paval paweł павел павло
pyotr petr petro piotr пётр петро пятро
yevgeny evgeny yevhen yauhen jewgeni evgeni евгений євген яўген
grigory hryhorii hryhoriy ryhor grigori григорий григорій рыгор
yegor yahor egor yehor егор ягор
oleg oleh aleh олег алег
igor ihor ihar игорь ігор ігар
elena yelena olena alena елена олена алена
olga olha volha ольга вольга
anna hanna ganna анна ганна
catherine ekaterina yekaterina kateryna katsiaryna katerina екатерина катерина
natalia nataliia natallia natalya наталья наталія
tatiana tatyana tetiana tatsiana татьяна тетяна
svetlana svitlana sviatlana светлана світлана
xenia ksenia kseniia ксения ксенія
julia yulia yuliia juliia юлия юлія
vasily vasyl vasil wassili василий василь
konstantin kostiantyn kanstantsin константин костянтин
stepan stsiapan sciapan степан сцяпан
fyodor fedor fedir fiodar фёдор федір
yuri yury yurii iurii juri jury юрий юрій
georgy heorhii georgii georgi heorhiy георгий георгій
hovhannes ovanes hovanes oganes հովհաննես оганес
hakob hagop akop
"""
_GROUPS = [frozenset(row.split()) for row in _ROWS.splitlines() if row]
_GROUP_OF: dict[str, frozenset[str]] = {word: group for group in _GROUPS for word in group}


def variants_of(word: str) -> frozenset[str]:
    """The other forms of a given name in lower case; none for a name not listed.

    >>> "volodymyr" in variants_of("vladimir"), variants_of("nawwaf")
    (True, frozenset())
    """
    return _GROUP_OF.get(word, frozenset()) - {word}
