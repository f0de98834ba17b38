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
    name, as written: Nawwaf Khayali
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
    name, letters spaced apart or broken over lines: Naw waf Khayali
Nawwaf Kha yali
    name, letters spaced apart or broken over lines: Nawwaf Kha yali
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

OTHERS = r"""
@ names: Khalid Haddad
Khalid Haddad
    name, as written: Khalid Haddad
Khaled Omar Haddad
    name, other spelling: Khaled Omar Haddad
Khalid Omar Nasser Haddad
    name, as written: Khalid Omar Nasser Haddad
Khalid Omar Nasser Sami Haddad
Khalid omar Haddad
Khalid, Omar, Haddad
Khalid Omar, Haddad
Khalid Omar; Haddad
Khalid Omar and Haddad
Khalid said Haddad
Khalid 12 Haddad
Khalid K. Haddad
    name, as written: Khalid K. Haddad
Khalid Dr. Haddad
    name, as written: Khalid Dr. Haddad
Khalid al-Haddad
    name, as written: Khalid al-Haddad
Khalid Haddadi
Haddad Khalid
    name, as written: Haddad Khalid
Haddad, Khalid
    name, as written: Haddad, Khalid
HADDAD Khalid
    name, as written: HADDAD Khalid
K. Haddad
    name, initial and family name: K. Haddad
K Haddad
    name, initial and family name: K Haddad
Q. Haddad
J. Haddad
ك. حداد
    name, initial and family name: ك. حداد
خ. حداد
    name, initial and family name: خ. حداد
خالد حداد
    name, transliterated: خالد حداد
خالد عمر حداد
    name, transliterated: خالد عمر حداد
خالد عمر ناصر حداد
خالد بحداد
    name, transliterated: خالد بحداد
خالد، حداد
    name, transliterated: خالد، حداد
حداد خالد
    name, transliterated: حداد خالد
Khalid Haddad's
    name, as written: Khalid Haddad's
Khalid's Haddad
    name, as written: Khalid's Haddad
khalidhaddad
    name, run together: khalidhaddad
KhalidHaddad
    name, run together: KhalidHaddad
khaddad
    name, initial and family name: khaddad
haddadkhalid
    name, run together: haddadkhalid
khalid1haddad
    name, look-alike letters: khalid1haddad
khalid.haddad99
    name, as written: khalid.haddad99
Khalid-Haddad
    name, as written: Khalid-Haddad
Khalid/Haddad
    name, as written: Khalid/Haddad
Khalid\u0009Haddad
    name, as written: Khalid\u0009Haddad
Khalid . Haddad
Khalid... Haddad
Khalid? Haddad
Khalid: Haddad
Khalid | Haddad
    name, as written: Khalid | Haddad
Khalid (Haddad)
    name, as written: Khalid (Haddad
"Khalid" "Haddad"
    name, as written: Khalid" "Haddad
Халид Хаддад
    name, transliterated: Халид Хаддад
Халида Хаддада
    name, in an oblique case: Халида Хаддада
Халиду Хаддаду
    name, transliterated: Халиду Хаддаду
Халидом Хаддадом
    name, transliterated: Халидом Хаддадом
Хаддад Халид
    name, transliterated: Хаддад Халид
Х. Хаддад
    name, initial and family name: Х. Хаддад
Chalid Haddad
    name, other spelling: Chalid Haddad
Jalid Haddad
Halid Haddat
    name, other spelling: Halid Haddat
Khalil Haddad
Khalida Haddad
Khalid Hadid
@ names: Abd al-Rahman Nasser Sabbagh
Abd al-Rahman Nasser Sabbagh
    name, as written: Abd al-Rahman Nasser Sabbagh
Abdulrahman Sabbagh
    name, run together: Abdulrahman Sabbagh
Abdelrahman Sabbagh
    name, run together: Abdelrahman Sabbagh
Abdurrahman Nasser
    name, other spelling: Abdurrahman Nasser
Abd Sabbagh
Rahman Sabbagh
Abdallah Sabbagh
Abd al-Rahman Sabbagh
    name, as written: Abd al-Rahman Sabbagh
Sabbagh, Abd al-Rahman
    name, other spelling: Sabbagh, Abd al-Rahman
Sabbagh, Abd
Sabbagh Abdulrahman
    name, run together: Sabbagh Abdulrahman
Abd al-Rahman Nasser
    name, as written: Abd al-Rahman Nasser
Nasser Sabbagh
A. Sabbagh
    name, initial and family name: A. Sabbagh
A. N. Sabbagh
    name, initial and family name: A. N. Sabbagh
A. R. Sabbagh
عبد الرحمن صباغ
    name, transliterated: عبد الرحمن صباغ
عبد الرحمن ناصر
    name, transliterated: عبد الرحمن ناصر
عبد صباغ
asabbagh
    name, initial and family name: asabbagh
abdsabbagh
@ names: Nasser Abu Ghazal
Nasser Abu Ghazal
    name, as written: Nasser Abu Ghazal
Nasser Ghazal
Nasser Abughazal
    name, run together: Nasser Abughazal
Abu Ghazal, Nasser
    name, as written: Abu Ghazal, Nasser
Abu Ghazal
ناصر أبو غزال
    name, transliterated: ناصر أبو غزال
ناصر ابوغزال
    name, transliterated: ناصر ابوغزال
@ names: Zhang Xiaoming
Zhang Xiaoming
    name, as written: Zhang Xiaoming
Xiaoming Zhang
    name, as written: Xiaoming Zhang
Zhang Xiao Ming
    name, other spelling: Zhang Xiao Ming
Zhang Xiao-Ming
    name, other spelling: Zhang Xiao-Ming
zhang xiao ming
    name, letters spaced apart or broken over lines: zhang xiao ming
张晓明
    name, transliterated: 张晓明
Zhang Xiaomin
Zhang Wei Xiaoming
    name, as written: Zhang Wei Xiaoming
X. Zhang
Z. Xiaoming
    name, initial and family name: Z. Xiaoming
@ names: 张晓明
张晓明
    name, as written: 张晓明
记者张晓明报道
    name, as written: 张晓明
张 晓 明
    name, as written: 张 晓 明
明晓张
    name, written backwards: 明晓张
Zhang Xiaoming
@ names: Oleh Petrenko
Oleh Petrenko
    name, as written: Oleh Petrenko
Олег Петренко
    name, transliterated: Олег Петренко
Олега Петренка
    name, in an oblique case: Олега Петренка
Олегу Петренку
    name, transliterated: Олегу Петренку
Петренко Олег
    name, transliterated: Петренко Олег
Петренко О.
    name, initial and family name: Петренко О
О. Петренко
    name, initial and family name: О. Петренко
Олена Петренко
Олега Петренко
Олег Петренка
Oleg Petrenko
    name, other spelling: Oleg Petrenko
@ names: Li Na
Li Na
    name, as written: Li Na
Li, Na
    name, as written: Li, Na
Na Li
Lina
li na
    name, as written: li na
L. Na
@ aliases: Zarqush
Zarqush
    alias, as written: Zarqush
zarqush
    alias, as written: zarqush
"Zarqush"
    alias, as written: Zarqush
called Zarqush
    alias, as written: Zarqush
Zarqush Haddad
Ahmad Zarqush
    alias, as written: Zarqush
Ahmad, Zarqush
    alias, as written: Zarqush
In Zarqush
    alias, as written: Zarqush
then Zarqush came
    alias, as written: Zarqush
(zarqush)
    alias, as written: zarqush
Zarqoush
    alias, other spelling: Zarqoush
Zarqosh
    alias, other spelling: Zarqosh
Zarqush's
    alias, as written: Zarqush's
زرقوش
    alias, transliterated: زرقوش
زرقوش الحدادي
@ aliases: Sami
sami
    alias, as written: sami
Sami
    alias, as written: Sami
sami came
    alias, as written: sami
x/sami
    alias, as written: sami
then sami came
called sami
    alias, as written: sami
'sami'
    alias, as written: sami
@ aliases: Falcon
Falcon
the falcon
"Falcon"
    alias, as written: Falcon
"falcon"
“Falcon”
    alias, as written: Falcon
'Falcon'
    alias, as written: Falcon
called Falcon
    alias, as written: Falcon
called the Falcon
    alias, as written: Falcon
known as Falcon
    alias, as written: Falcon
nicknamed falcon
Falcon Haddad
@ aliases: صقر
صقر
«صقر»
    alias, as written: صقر
الملقب صقر
    alias, as written: صقر
الملقب بصقر
    alias, as written: بصقر
طار صقر
@ aliases: Umm Khalid
Umm Khalid
    alias, as written: Umm Khalid
Oum Khaled
    alias, other spelling: Oum Khaled
أم خالد
    alias, transliterated: أم خالد
Umm Khalida
Abu Khalid
Umm  Khalid
    alias, as written: Umm  Khalid
umm-khalid
    alias, as written: umm-khalid
ummkhalid
    alias, run together: ummkhalid
@ addresses: 7 Palm Court, Bloomtown
7 Palm Court, Bloomtown
    address, as written: 7 Palm Court, Bloomtown
Palm Court 7 in Bloomtown
    address, as written: Palm Court 7 in Bloomtown
7 Palm Bloomtown
    address, as written: 7 Palm Bloomtown
8 Palm Court, Bloomtown
Bloomtown
7 Bloomtown
@ addresses: Tall al-Wahm
Tall al-Wahm
    address, as written: Tall al-Wahm
Tall Wahm
    address, as written: Tall Wahm
Tell al-Wahm
    address, other spelling: Tell al-Wahm
تل الوهم
    address, transliterated: تل الوهم
Wahm Tall
    address, as written: Wahm Tall
Wahm
@ plates: 234156
234156
    plate, as written: 234156
plate 234156
    plate, as written: 234156
number 234156
    plate, as written: 234156
lorry 234-156
    plate, digits regrouped: 234-156
@ plates: AB 12 CD
AB12CD
    plate, as written: AB12CD
AB 12 CD
    plate, digits regrouped: AB 12 CD
CD 12 AB
    plate, digits regrouped: CD 12 AB
12 AB CD
    plate, digits regrouped: 12 AB CD
AB CD 12
    plate, digits regrouped: AB CD 12
BA 12 CD
@ plates: AA 1234 BB
АА1234ВВ
    plate, digits regrouped: АА1234ВВ
AA-1234-BB
    plate, digits regrouped: AA-1234-BB
1234AABB
    plate, as written: 1234AABB
@ handles: https://t.me/zar_qush/
zar_qush
    handle, as written: zar_qush
@zar_qush
    handle, as written: zar_qush
zarqush
@ usernames: DOMAIN\zqadmin7
zqadmin7
    username, as written: zqadmin7
C:\\Users\\zqadmin7\\x
    username, as written: zqadmin7
DOMAIN\\zqadmin7
    username, as written: zqadmin7
@ emails: info@zarqush.example
info@zarqush.example
    email, spelled out or spaced: info@zarqush.example
info@elsewhere.example
info at zarqush dot example
    email, spelled out or spaced: info at zarqush dot example
INFO@ZARQUSH.EXAMPLE
    email, spelled out or spaced: INFO@ZARQUSH.EXAMPLE
infozarqush.example
    email, spelled out or spaced: infozarqush.example
@ emails: zq.77@post.example
zq.77@post.example
    email, spelled out or spaced: zq.77@post.example
zq.77
zq77
@ phones: 0441 555 0199
0441 555 0199
    phone, digits regrouped: 441 555 0199
04415550199
    phone, as written: 4415550199
4415550199
    phone, as written: 4415550199
+444415550199
    phone, as written: 4415550199
+1 441 555 0199
    phone, digits regrouped: 441 555 0199
00 441 555 0199
    phone, digits regrouped: 441 555 0199
5550199
    phone, last digits only: 5550199
1 555 0199
    phone, last digits only: 1 555 0199
@ phones: 8 912 345 67 89
8 912 345 67 89
    phone, digits regrouped: 912 345 67 89
+7 912 345 67 89
    phone, digits regrouped: 912 345 67 89
89123456789
    phone, as written: 9123456789
007 912 345 67 89
    phone, digits regrouped: 912 345 67 89
9123456789
    phone, as written: 9123456789
+8 912 345 67 89
@ phones: +1 202 555 0143 ext. 22
+1 202 555 0143
    phone, digits regrouped: 202 555 0143
202-555-0143
    phone, digits regrouped: 202-555-0143
(202) 555-0143
    phone, digits regrouped: 202) 555-0143
1-202-555-0143
    phone, digits regrouped: 202-555-0143
011 1 202 555 0143
    phone, digits regrouped: 202 555 0143
555-0143
    phone, last digits only: 555-0143
303-555-0143
2 555 0143
    phone, last digits only: 2 555 0143
@ phones: +7 912 345 67 89
8 (912) 345-67-89
    phone, digits regrouped: 912) 345-67-89
8-912-345-67-89
    phone, digits regrouped: 912-345-67-89
7 912 345 67 89
    phone, digits regrouped: 912 345 67 89
@ phones: +998 90 123 45 67
+998901234567
    phone, as written: 901234567
901234567
    phone, as written: 901234567
+99 890 123 45 67
    phone, digits regrouped: 90 123 45 67
1234567
    phone, last digits only: 1234567
1234567 people
    phone, last digits only: 1234567
@ phones: 123456
123456
@ devices: x1
x1
@ numbers: 12345
12345
@ numbers: 123456
123456
    number, as written: 123456
no. 123456
    number, as written: 123456
123 456
    number, digits regrouped: 123 456
1123456
123456.7
$123456
123456 %
123456/7
0.123456
@ files: pics/face.jpg
face.jpg
    file, as written: face.jpg
pics/face.jpg
    file, as written: face.jpg
FACE.JPG
    file, as written: FACE.JPG
face
myface.jpg
face.jpg.zip
    file, as written: face.jpg
@ details: age=44; profession=lorry driver; injury=lost two fingers of his left hand
44
aged 44
    details, age: 44
age 44
    details, age: 44
Age: 44
    details, age: 44
44 years
    details, age: 44
44-year-old
    details, age: 44
44 yrs
    details, age: 44
44 lorries
Omar, 44, said
    details, age: 44
Omar (44) said
    details, age: 44
Omar, 44.
    details, age: 44
Omar 44 said
forty-four years old
    details, age: forty-four
forty four years
    details, age: forty four
aged forty-four
    details, age: forty-four
forty-four lorries
44.5 years
144 years
lorry driver
    details, profession: lorry driver
lorry drivers
    details, profession: lorry drivers
driver of a lorry
    details, profession: driver of a lorry
driver
Lorry. It had a good driver.
    details, profession: Lorry. It had a good driver
lost fingers of the left hand
    details, injury: lost fingers of the left hand
two fingers lost
    details, injury: two fingers lost
his left hand
fingers hand
عمره 44
    details, age: 44
44 عاما
    details, age: 44
٤٤ years
    details, age: ٤٤
44 ans
    details, age: 44
44 Jahre
    details, age: 44
вік 44
    details, age: 44
@ details: village=Shanine; trade=baker; children=three daughters
Shanine
    details, village: Shanine
Shaneen
    details, village: Shaneen
شنين
    details, village: شنين
baker
    details, trade: baker
bakers
    details, trade: bakers
Bakery
three daughters
    details, children: three daughters
daughters, three of them
    details, children: daughters, three
daughter
"""
"""The same for other people: a line with ``@`` says what the vault holds."""
