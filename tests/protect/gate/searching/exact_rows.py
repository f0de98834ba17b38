"""Texts and everything that is found in them, exactly: kind and form of each hit, and its words indented below the text.

A text with nothing below it must be left alone. ``\\n`` and ``\\u`` stand for what they stand for in Python.
The people are those of ``people.py``: Nawwaf Suhayl al-Khayali, called Abu Fawzi, published as Mahmoud.
"""

HITS = r"""
Nawwaf al-Khayali drove
    name, as written: Nawwaf al-Khayali
Nawwaf Suhayl al-Khayali drove
    name, as written: Nawwaf Suhayl al-Khayali
Nawwaf Suhayl drove
    name, as written: Nawwaf Suhayl
Nawwaf Suhayl Haddad drove
Nawwaf Suhayl Haddadi, the driver
Suhayl al-Khayali drove
Nawwaf Khayali
    name, as written: Nawwaf Khayali
Khayali Nawwaf
    name, as written: Khayali Nawwaf
Khayali, Nawwaf
    name, as written: Khayali, Nawwaf
al-Khayali, Nawwaf Suhayl
    name, as written: Khayali, Nawwaf Suhayl
Petrov Khayali, Nawwaf Haddad
Ahmad Khayali, Nawwaf said
Source: Khayali, Nawwaf
    name, as written: Khayali, Nawwaf
by Khayali, Nawwaf
    name, as written: Khayali, Nawwaf
editor Khayali, Nawwaf
    name, as written: Khayali, Nawwaf
contact Khayali, Nawwaf
    name, as written: Khayali, Nawwaf
driver Khayali, Nawwaf
    name, as written: Khayali, Nawwaf
witness Khayali, Nawwaf
    name, as written: Khayali, Nawwaf
Khayali, Nawwaf Petrov
Khayali,Nawwaf Petrov
    name, as written: Khayali,Nawwaf
"Khayali", "Nawwaf"
    name, as written: Khayali", "Nawwaf
Khayali: Nawwaf
name=Khayali; first=Nawwaf
<last>Khayali</last> <first>Nawwaf</first>
    name, as written: Khayali</last> <first>Nawwaf
Khayali\nNawwaf
last: "Khayali"\nfirst: "Nawwaf"
    name, as written: Khayali"\nfirst: "Nawwaf
Nawwaf\nal-Khayali
    name, as written: Nawwaf\nal-Khayali
Nawwaf\n\n\nal-Khayali
    name, other spelling: Nawwaf\n\n\nal-Khayali
Nawwaf. Khayali came
Nawwaf! Khayali came
Dr. Nawwaf Khayali
    name, as written: Nawwaf Khayali
Nawwaf Dr. Khayali
    name, as written: Nawwaf Dr. Khayali
Nawwaf S. Khayali
    name, as written: Nawwaf S. Khayali
Nawwaf T. Khayali
Nawwaf s Khayali
    name, as written: Nawwaf s Khayali
Nawwaf and Khayali
Nawwaf said Khayali
Nawwaf Ahmad Omar Khayali
Nawwaf, Khayali
    name, as written: Nawwaf, Khayali
Nawwaf, Khayali and Haddad
Omar, Nawwaf, Khayali
Nawwaf; Khayali
    name, as written: Nawwaf; Khayali
Nawwaf: Khayali
first name: Nawwaf, last name: Khayali
    name, as written: Nawwaf, last name: Khayali
N. Khayali
    name, initial and family name: N. Khayali
N Khayali
    name, initial and family name: N Khayali
n. khayali
n khayali
M. Khayali
N. S. Khayali
    name, initial and family name: N. S. Khayali
N. T. Khayali
N. S. al-Khayali
    name, initial and family name: N. S. al-Khayali
N.S.Khayali
    name, initial and family name: N.S.Khayali
Khayali, N.
    name, initial and family name: Khayali, N
Khayali N.
    name, initial and family name: Khayali N
Khayali, n.
Khayali_N.
    name, initial and family name: Khayali_N
Khayali, M.
Khayali, N
nkhayali
    username, as written: nkhayali
    name, initial and family name: nkhayali
nkhayaly
nawwafk
khayalin
Nawwafkhayali
    name, run together: Nawwafkhayali
NawwafKhayali87
    name, run together: NawwafKhayali87
nawwaf.khayali
    name, as written: nawwaf.khayali
nawwaf_khayali
    name, as written: nawwaf_khayali
nawwafalkhayali
    name, run together: nawwafalkhayali
alkhayalinawwaf
    name, run together: alkhayalinawwaf
Nawwaf Khayalis
Nawwaf Khayali's lorry
    name, as written: Nawwaf Khayali's
Nawwaf'ın Khayali
    name, as written: Nawwaf'ın Khayali
wNawwaf Khayali
    name, other spelling: wNawwaf Khayali
Nawwaf Khayalix
لنواف الخيالي
    name, as written: لنواف الخيالي
ونواف الخيالي
    name, as written: ونواف الخيالي
نواف الخيالى
    name, as written: نواف الخيالى
نواف الخيال
نواف سهيل الحداد
    name, as written: نواف سهيل
نواف سهيل
    name, as written: نواف سهيل
سهيل الخيالي
نوّاف الخيّالي
    name, as written: نوّاف الخيّالي
ن. الخيالي
    name, initial and family name: ن. الخيالي
ن الخيالي
    name, initial and family name: ن الخيالي
س. الخيالي
نوافالخيالي
    name, run together: نوافالخيالي
n4ww4f khayali
    name, look-alike letters: n4ww4f khayali
Навваф Хаяли
    name, transliterated: Навваф Хаяли
Наввафу Хаяли
    name, transliterated: Наввафу Хаяли
Навваф Хаялиенко
xiao Nawwaf Khayali
    name, as written: Nawwaf Khayali
Abu Fawzi
    alias, as written: Abu Fawzi
abu fawzi
    alias, as written: abu fawzi
Abu  Fawzi
    alias, as written: Abu  Fawzi
Abu-Fawzi
    alias, as written: Abu-Fawzi
Abu Fawzia
Abou Faouzi
    alias, other spelling: Abou Faouzi
Umm Fawzi
Abu Karim
Abu Ahmad Fawzi
Fawzi Abu
Fawzi
أبو فوزي
    alias, as written: أبو فوزي
أبي فوزي
    alias, as written: أبي فوزي
أبو فوزية
ابوفوزي
    alias, run together: ابوفوزي
Abufawzi
    alias, run together: Abufawzi
Mahmoud
12 Al-Nour, Kasrat Sheikh Jumaa
    address, as written: 12 Al-Nour, Kasrat Sheikh Jumaa
12 Nour, Kasrat Jumaa
    address, as written: 12 Nour, Kasrat Jumaa
13 Al-Nour Street, Kasrat Sheikh Jumaa
Al-Nour Street, Kasrat Sheikh Jumaa
Kasrat Sheikh Jumaa
12 Kasrat Street
N a w w a f K h a y a l i
    name, letters spaced apart or broken over lines: N a w w a f K h a y a l i
N-a-w-w-a-f K-h-a-y-a-l-i
    name, letters spaced apart or broken over lines: N-a-w-w-a-f K-h-a-y-a-l-i
ilayahK fawwaN
    name, written backwards: ilayahK fawwaN
ilayahkfawwan
    name, written backwards: ilayahkfawwan
Naw\nwaf Kha\nyali
    name, letters spaced apart or broken over lines: Naw\nwaf Kha\nyali
Naw-waf Khayali
    name, letters spaced apart or broken over lines: Naw-waf Khayali
Naw waf Khayali
Nawwaf Kha yali
nawwaf\u00a0khayali
    name, as written: nawwaf\u00a0khayali
Nawwaf\u200bKhayali
    name, run together: Nawwaf\u200bKhayali
Ｎａｗｗａｆ Ｋｈａｙａｌｉ
    name, as written: Ｎａｗｗａｆ Ｋｈａｙａｌｉ
0944 317 582
    phone, digits regrouped: 944 317 582
0944317582
    phone, as written: 944317582
944317582
    phone, as written: 944317582
+963944317582
    phone, as written: 944317582
+963 944 317 582
    phone, digits regrouped: 944 317 582
00963944317582
    phone, as written: 944317582
011963944317582
    phone, as written: 944317582
9630944317582
    phone, as written: 944317582
+9630944317582
    phone, as written: 944317582
+964944317582
+1963944317582
1963944317582
44317582
    phone, last digits only: 44317582
4317582
    phone, last digits only: 4317582
317582
431758
0044 317 582
45317582
tel:0944317582
    phone, as written: 944317582
x0944317582
    phone, as written: 944317582
0944317582x
    phone, as written: 944317582
0944-317-5821
0944-317-582/1
0944 317 582-
    phone, digits regrouped: 944 317 582
0944.317.582
    phone, digits regrouped: 944.317.582
0,944,317,582
    phone, digits regrouped: 944,317,582
4,317,582
$4317582
4317582%
4317582€
£4317582
.4317582
1: 0944317582
    phone, as written: 944317582
7: 44 317 582
    phone, last digits only: 44 317 582
12. 0944317582
    phone, as written: 944317582
3) 0944317582
    phone, as written: 944317582
55  0944317582
    phone, as written: 944317582
55 * 0944317582
    phone, as written: 944317582
55 0944317582
    phone, as written: 944317582
1990-0944317582
1990-944317582
12345-0944317582
0944 abc 317582
0944 317          582
09443l7582
    phone, as written: 9443l7582
O944317582
    phone, as written: 944317582
0944317S82
sha1: 0944317582
isbn 0944317582
978-0944317582
978 0944317582
md5=44317582
uuid 44317582
deadbeef0944317582
0.44317582
12,44317582
123.944317582
plus nine six three nine four four three one seven five eight two
    phone, in words: nine six three nine four four three one seven five eight two
double nine four four three one seven five eight two
    phone, in words: nine four four three one seven five eight two
nine four four three one seven five eight
nine four four, then three one seven five eight two
    phone, in words: nine four four, then three one seven five eight two
nine four four x three one seven five eight two
nine forty-four thirty-one seventy-five eighty-two
    phone, in words: nine forty-four thirty-one seventy-five eighty-two
nine forty four thirty one seventy five eighty two
    phone, in words: nine forty four thirty one seventy five eighty two
four four three one seven five eight two
    phone, in words: four four three one seven five eight two
one seven five eight two
triple nine four four three one seven five eight two
    phone, in words: nine four four three one seven five eight two
neuf quatre quatre trois un sept cinq huit deux
    phone, in words: neuf quatre quatre trois un sept cinq huit deux
nawwaf.kh87@postnet.example
    email, spelled out or spaced: nawwaf.kh87@postnet.example
nawwaf.kh87@postnet.example.org
    email, as written: nawwaf.kh87
nawwaf.kh87@postnet.examples
    email, as written: nawwaf.kh87
xnawwaf.kh87@postnet.example
x.nawwaf.kh87@postnet.example
Nawwaf.KH87@Postnet.Example
    email, spelled out or spaced: Nawwaf.KH87@Postnet.Example
nawwaf.kh87+tag@postnet.example
    email, with a tag: nawwaf.kh87
nawwaf.kh87+tag.more@postnet.example
    email, with a tag: nawwaf.kh87
nawwaf.kh87+tag@postnet.examples
    email, as written: nawwaf.kh87
nawwaf.kh87+tag@elsewhere.example
    email, as written: nawwaf.kh87
nawwaf.kh87 @ postnet.example
    email, spelled out or spaced: nawwaf.kh87 @ postnet.example
nawwaf dot kh87 at postnet dot example
    email, spelled out or spaced: nawwaf dot kh87 at postnet dot example
nawwaf.kh87 [at] postnet [dot] example
    email, spelled out or spaced: nawwaf.kh87 [at] postnet [dot] example
nawwafkh87postnetexample
    email, as written: nawwafkh87postnetexample
nawwaf.kh87@elsewhere.example
    email, as written: nawwaf.kh87
nawwaf_kh87@postnet.example
    email, spelled out or spaced: nawwaf_kh87@postnet.example
mailto:nawwaf.kh87@postnet.example?x
    email, spelled out or spaced: nawwaf.kh87@postnet.example
nawwaf.kh87
    email, as written: nawwaf.kh87
nawwaf-kh87
nawwaf.kh8
Raqqa 234156
    plate, digits regrouped: Raqqa 234156
raqqa 234 156
    plate, digits regrouped: raqqa 234 156
234156 Raqqa
    plate, digits regrouped: 234156 Raqqa
Raqqa-234-156
    plate, digits regrouped: Raqqa-234-156
plate 234156
    plate, as written: 234156
number plate 234156
    plate, as written: 234156
car 234156
    plate, as written: 234156
cart 234156
لوحة 234156
    plate, as written: 234156
Rakka 234156
    plate, as written: 234156
Homs 234156
234156
Raqqa 234157
Raqqa 2341567
plate 234156.5
plate 234.156
    plate, digits regrouped: 234.156
plate $234156
ABJ 1234
    plate, digits regrouped: ABJ 1234
ABJ1234
    plate, as written: ABJ1234
abj-1234
    plate, digits regrouped: abj-1234
1234-ABJ
    plate, digits regrouped: 1234-ABJ
ABJ/1234
    plate, digits regrouped: ABJ/1234
ABJ, 1234
ABJ    1234
ABJ 12 34
    plate, digits regrouped: ABJ 12 34
A B J 1 2 3 4
    plate, digits regrouped: A B J 1 2 3 4
JBA 1234
ABJ 12345
XABJ 1234
ABJ 1234X
4BJ 1234
أبح 1234
    plate, digits regrouped: أبح 1234
أ ب ح ١٢٣٤
    plate, digits regrouped: أ ب ح ١٢٣٤
ا ب ح 1234
    plate, digits regrouped: ا ب ح 1234
ح ب ا 1234
    plate, digits regrouped: ح ب ا 1234
1234 أبح
    plate, digits regrouped: 1234 أبح
04-1029384756
    number, digits regrouped: 04-1029384756
041029384756
    number, as written: 041029384756
04 1029 384756
    number, digits regrouped: 04 1029 384756
04.1029384756
    number, digits regrouped: 04.1029384756
041029384757
1041029384756
0410293847561
N00817263
    number, as written: N00817263
n00817263
    number, as written: n00817263
NOO817263
    number, digits regrouped: NOO817263
N0081726E
N-0081-7263
    number, digits regrouped: N-0081-7263
XN00817263
N00817263,5
    number, as written: N00817263
@nawwaf_kh
    handle, as written: nawwaf_kh
nawwaf_kh
    handle, as written: nawwaf_kh
NAWWAF_KH
    handle, as written: NAWWAF_KH
nawwaf__kh
nawwaf_ kh
    handle, look-alike letters: nawwaf_ kh
nawwaf-kh
nawwaf_kh_
nawwaf_khx
xnawwaf_kh
x_nawwaf_kh
-nawwaf_kh
    handle, as written: nawwaf_kh
.nawwaf_kh
    handle, as written: nawwaf_kh
x.nawwaf_kh
nawwaf_kh.
    handle, as written: nawwaf_kh
nawwaf_kh-x
nаwwaf_kh
    handle, look-alike letters: nаwwaf_kh
@falcon
    handle, as written: falcon
@ falcon
    handle, as written: falcon
falcon
Falcon
@falcons
@falcon_x
https://x.com/falcon
    handle, as written: falcon
https://t.me/falcon
    handle, as written: falcon
https://instagram.com/@falcon
    handle, as written: falcon
site.example/falcon
username: falcon
    handle, as written: falcon
user = "falcon"
    handle, as written: falcon
login: falcon
    handle, as written: falcon
handle: @falcon
    handle, as written: falcon
~falcon
    handle, as written: falcon
/home/falcon
    handle, as written: falcon
C:\\\\Users\\\\falcon
    handle, as written: falcon
nkhayali@elsewhere.example
    username, as written: nkhayali
    name, initial and family name: nkhayali
C:\\\\Users\\\nkhayali\\\\x
/home/nkhayali
    username, as written: nkhayali
    name, initial and family name: nkhayali
nkhayali logged in
    username, as written: nkhayali
    name, initial and family name: nkhayali
SM-G960F R58K90ABCDE
    device, digits regrouped: SM-G960F R58K90ABCDE
SM-G960F
R58K90ABCDE
SMG960FR58K90ABCDE
    device, as written: SMG960FR58K90ABCDE
sm g960f r58k90abcde
    device, digits regrouped: sm g960f r58k90abcde
R58K90ABCDF
IMG_20171012_nw.jpg
    file, as written: IMG_20171012_nw.jpg
IMG_20171012_nw.png
    file, as written: IMG_20171012_nw
IMG_20171012_nw
    file, as written: IMG_20171012_nw
IMG-20171012-nw.JPG
    file, as written: IMG-20171012-nw.JPG
IMG_20171012_nwx.jpg
a/IMG_20171012_nw.jpg
    file, as written: IMG_20171012_nw.jpg
IMG_20171012.jpg
35.951234, 39.013456
    coordinates, decimal degrees: 35.951234, 39.013456
35.951234 39.013456
    coordinates, decimal degrees: 35.951234 39.013456
35.9512, 39.0135
    coordinates, decimal degrees: 35.9512, 39.0135
35.95, 39.01
    coordinates, decimal degrees: 35.95, 39.01
35.951, 39.013
    coordinates, decimal degrees: 35.951, 39.013
35.9, 39.0
35.951234 and then a long way to 39.013456
    coordinates, decimal degrees: 35.951234 and then a long way to 39.013456
35.951234, 12.345678, 39.013456
    coordinates, decimal degrees: 35.951234, 12.345678, 39.013456
35.951234 N 39.013456 E
    coordinates, decimal degrees: 35.951234 N 39.013456
35.951234 S 39.013456 E
    longitude, decimal degrees: 39.013456
N 35.951234 E 39.013456
    coordinates, decimal degrees: 35.951234 E 39.013456
-35.951234, 39.013456
    longitude, decimal degrees: 39.013456
35.951234, -39.013456
    latitude, decimal degrees: 35.951234
35.951234 south, 39.013456 east
    longitude, decimal degrees: 39.013456
35.951234 nord, 39.013456 est
    coordinates, decimal degrees: 35.951234 nord, 39.013456
35,951234; 39,013456
    coordinates, decimal degrees: 35,951234; 39,013456
lat 35.951234\nlon 39.013456
    coordinates, decimal degrees: 35.951234\nlon 39.013456
35°57'04"N 39°00'48"E
    coordinates, degrees and minutes: 35°57'04"N 39°00'48"
35°57'N 39°01'E
    coordinates, degrees and minutes: 35°57'N 39°01'
35° 57.074' N 39° 00.807' E
    coordinates, degrees and minutes: 35° 57.074' N 39° 00.807'
35:57:04 39:00:48
    coordinates, degrees and minutes: 35:57:04 39:00:48
35-57-04 39-00-48
    coordinates, degrees and minutes: 35-57-04 39-00-48
35 57 04 39 00 48
    coordinates, degrees and minutes: 35 57 04 39 00 48
35 57.074 39 00.807
    coordinates, degrees and minutes: 35 57.074 39 00.807
35°60'04"N 39°00'48"E
    longitude, degrees and minutes: 39°00'48"
35°57'60"N 39°00'48"E
    longitude, degrees and minutes: 39°00'48"
3557.074,N,03900.807,E
    coordinates, degrees and minutes: 3557.074,N,03900.807
355704.4N0390048.4E
    coordinates, degrees and minutes: 355704.4N0390048.4
355704N0390048E
    coordinates, degrees and minutes: 355704N0390048
35951234 39013456
    coordinates, millionths of a degree: 35951234 39013456
359512340 390134560
    coordinates, ten millionths of a degree: 359512340 390134560
35/1 57/1 4/1, 39/1 0/1 48/1
    coordinates, degrees and minutes: 35/1 57/1 4/1, 39/1 0/1 48/1
35/1, 57/1, 4/0 39/1, 0/1, 48/1
    longitude, degrees and minutes: 39/1, 0/1, 48/1
35.0, 57.0, 4/1, 39.0, 0.0, 48/1
    coordinates, degrees and minutes: 35.0, 57.0, 4/1, 39.0, 0.0, 48/1
35.9561, 39.0201
35.951234
    latitude, decimal degrees: 35.951234
39.013456
    longitude, decimal degrees: 39.013456
35.95
Nawwaf\n\nal-Khayali
    name, as written: Nawwaf\n\nal-Khayali
N\na\nw\nw\na\nf\nK\nh\na\ny\na\nl\ni
    name, letters spaced apart or broken over lines: N\na\nw\nw\na\nf\nK\nh\na\ny\na\nl\ni
Nawwaf\u200b Khayali
    name, as written: Nawwaf\u200b Khayali
Nawwaf [bold] Khayali
Nawwaf                                                Khayali
    name, as written: Nawwaf                                                Khayali
Nawwaf                                                 Khayali
Nawwaf-Suhayl-Khayali
    name, as written: Nawwaf-Suhayl-Khayali
Khayali Nawwaf Suhayl
    name, as written: Khayali Nawwaf Suhayl
KHAYALI, Nawwaf; HADDAD, Omar
    name, as written: KHAYALI, Nawwaf
HADDAD, Omar; KHAYALI, Nawwaf
    name, as written: KHAYALI, Nawwaf
Haddad, Khayali, Nawwaf
    name, as written: Khayali, Nawwaf
al-Khayali Nawwaf
    name, as written: Khayali Nawwaf
of the Khayali, Nawwaf
    name, as written: Khayali, Nawwaf
In Khayali Nawwaf met us
    name, as written: Khayali Nawwaf
I Khayali
I. Khayali
E. Khayali
Mr N Khayali
    name, initial and family name: N Khayali
Nawwaf bin Suhayl al-Khayali
    name, as written: Nawwaf bin Suhayl al-Khayali
Nawwaf ibn Khayali
    name, as written: Nawwaf ibn Khayali
Nawwaf bin Khayali
    name, as written: Nawwaf bin Khayali
Nawwaf van der Khayali
    name, as written: Nawwaf van der Khayali
Nawwaf A. Khayali
Nawwaf 7 Khayali
Nawwaf x Khayali
Nawwaf Suhayl of Raqqa
    name, as written: Nawwaf Suhayl
Nawwaf Suhayl, Haddad
    name, as written: Nawwaf Suhayl
Nawwaf Suhayl-Haddad
Nawwaf Suhayl haddad
    name, as written: Nawwaf Suhayl
Nawwaf Suhayl said
    name, as written: Nawwaf Suhayl
Nawwaf Suhayl الحدادي
نواف سهيل الحدادي
نواف سهيل من الرقة
    name, as written: نواف سهيل
نواف و الخيالي
نواف بن سهيل الخيالي
    name, as written: نواف بن سهيل الخيالي
السيد نواف الخيالي
    name, as written: نواف الخيالي
ابو فوزي
    alias, as written: ابو فوزي
والخيالي نواف
    name, as written: والخيالي نواف
35.951234\n39.013456
    coordinates, decimal degrees: 35.951234\n39.013456
a 35.951234 1.5\nb 2.5 39.013456
    latitude, decimal degrees: 35.951234
    longitude, decimal degrees: 39.013456
"lat": "35.951234", "lng": "39.013456"
    coordinates, decimal degrees: 35.951234", "lng": "39.013456
lat=35.951234&lon=39.013456
    coordinates, decimal degrees: 35.951234&lon=39.013456
35.951234/39.013456
    coordinates, decimal degrees: 35.951234/39.013456
35.951234N,39.013456E
    coordinates, decimal degrees: 35.951234N,39.013456
35.951234º, 39.013456º
    coordinates, decimal degrees: 35.951234º, 39.013456º
35.9512340000, 39.0134560000
    coordinates, decimal degrees: 35.9512340000, 39.0134560000
35.95000, 39.01000
    coordinates, decimal degrees: 35.95000, 39.01000
35.90000, 39.00000
035.951234, 039.013456
    coordinates, decimal degrees: 035.951234, 039.013456
135.951234, 139.013456
3.951234, 9.013456
35.951234.5, 39.013456
    coordinates, decimal degrees: 35.951234.5, 39.013456
35951234, 39.013456
    latitude, millionths of a degree: 35951234
    longitude, decimal degrees: 39.013456
N35°57.074' E39°00.807'
    coordinates, degrees and minutes: 35°57.074' E39°00.807'
N 35 57.074, E 39 00.807
    coordinates, degrees and minutes: 35 57.074, E 39 00.807
35 deg 57 min 4 sec N, 39 deg 0 min 48 sec E
    coordinates, degrees and minutes: 35 deg 57 min 4 sec N, 39 deg 0 min 48 sec
35 degrees 57 minutes 4 seconds, 39 degrees 0 minutes 48 seconds
    coordinates, degrees and minutes: 35 degrees 57 minutes 4 seconds, 39 degrees 0 minutes 48 seconds
35*57'04" 39*00'48"
    coordinates, degrees and minutes: 35*57'04" 39*00'48"
35°57′04″ 39°00′48″
    coordinates, degrees and minutes: 35°57′04″ 39°00′48″
35°57’04” 39°00’48”
    coordinates, degrees and minutes: 35°57’04” 39°00’48”
35°57'04''N 39°00'48''E
    coordinates, degrees and minutes: 35°57'04''N 39°00'48''
35° 57' 4" с.ш. 39° 0' 48" в.д.
    coordinates, degrees and minutes: 35° 57' 4" с.ш. 39° 0' 48"
35° 57' 4" ю.ш. 39° 0' 48" в.д.
    longitude, degrees and minutes: 39° 0' 48"
35° 57' 4" شمال 39° 0' 48" شرق
    coordinates, degrees and minutes: 35° 57' 4" شمال 39° 0' 48"
+35.951234+039.013456/
    coordinates, decimal degrees: 35.951234+039.013456
+355704+0390048/
    coordinates, degrees and minutes: 355704+0390048
"""
