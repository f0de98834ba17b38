"""Names and their spellings, names and their namesakes: each name on a line, its texts indented below it.

The last fourteen names of each table were written when the rules stood, and show what they do with names never seen:
at first sight 49 of 57 spellings were found and 48 of 50 namesakes left alone; they have been learnt from since.
"""

SAME = """
Nawwaf Suhayl al-Khayali
    Nawaf Khayali ; Naouaf El Khayali ; Nawaf Alkhayali ; Nevvaf Hayali ; نواف الخيالي ; نَوّاف سُهيل الخيالي
    Навваф аль-Хаяли ; al-Khayali, Nawwaf
Khalid Mansur al-Jabburi
    Khaled Mansour Jabbouri ; Khaled el-Djabbouri ; خالد الجبوري ; Halid Cabburi ; Khalid al-Jubburi
    Chalid Mansur
Abu Fawzi
    Abou Faouzi ; Abu Fauzi ; Ebu Fevzi ; Abo Fawzy ; أبو فوزي ; ابو فوزى ; أبي فوزي ; Абу Фавзи
Umm Khalid
    Oum Khaled ; Om Khalid ; أم خالد ; ام خالد ; Um Khaled
Yusuf Othman Darwish
    Youssef Osman Darwich ; Yousef Othman Darweesh ; Yusuf Uthman Derviş ; يوسف عثمان درويش ; Юсуф Дарвиш
    Jusuf Othman Darwisch
Qasim Haddad
    Kassem Haddad ; Qasem Hadad ; Kasım Haddad ; Gasim Haddad ; قاسم حداد ; Qassim al-Haddad ; Касим Хаддад
Zaynab Abd al-Rahman
    Zeinab Abdulrahman ; Zainab Abdel Rahman ; Zeynep Abdurrahman ; زينب عبد الرحمن ; زينب عبدالرحمن
    Zaineb Abderrahmane ; Зейнаб Абдуррахман
Mustafa Shukri
    Moustafa Choukri ; Mostafa Shoukry ; مصطفى شكري ; Mustafa Şükrü Bey ; Moustapha Schukri
Jamal Ghazi
    Djamel Ghazi ; Gamal Ghazy ; Cemal Gazi ; جمال غازي ; Jamaal Gazi ; Джамаль Гази
Ibrahim Nur al-Din
    Ibrahim Noureddine ; Ebrahim Nuruddin ; İbrahim Nureddin ; إبراهيم نور الدين ; Ibraheem Noor Eldin
Fatima Zahra Saadi
    Fatma Zahra Saadi ; Fatema Saadi ; فاطمة الزهراء سعدي ; Fatimah Zahra Sa'di ; Fatima-Zahra Saadi
Dhahir Thabit
    Zaher Thabet ; Daher Sabet ; ظاهر ثابت ; Dhaher Thabit ; Zahir Sabit
Hussein Ali Rashid
    Husayn Ali Rasheed ; Hossein Rachid ; حسين علي رشيد ; Hüseyin Ali Raşid ; Husain Rashid ; Хусейн Али Рашид
Ahmad Yasin Tikriti
    Ahmed Yassin al-Tikriti ; Ahmet Yasin Tikriti ; أحمد ياسين التكريتي ; Ahmad Yaseen Takriti ; احمد التكريتي
Dilshad Barzan Amedi
    Dilşad Berzan Amedi ; Delshad Barzan Amedy ; دلشاد برزان آميدي ; Dilchad Amedi
Oleksandr Kovalenko
    Олександр Коваленко ; Aleksandr Kovalenko ; Александр Коваленко ; Alexander Kovalenko
    Oleksander Kovalenko ; Kovalenko Oleksandr ; O. Kovalenko
Yevhen Hrytsenko
    Євген Гриценко ; Evhen Grytsenko ; Yevgen Gritsenko ; Евген Гриценко
Serhiy Bondarchuk
    Сергій Бондарчук ; Sergei Bondarchuk ; Serhii Bondartschuk ; Сергей Бондарчук ; Serhij Bondarčuk
Volodymyr Shcherbak
    Володимир Щербак ; Vladimir Shcherbak ; Volodimir Scherbak ; Владимир Щербак
Yuliia Tymchenko
    Юлія Тимченко ; Yulia Timchenko ; Julia Tymtschenko ; Юлия Тимченко
Олег Петрук
    Oleh Petruk ; Oleg Petruk ; Олега Петрука ; Петрук Олег
Ганна Мельник
    Hanna Melnyk ; Ganna Melnik ; Hanna Mel'nyk
Mohamed Osman Elbashir
    Mohammed Othman al-Bashir ; Muhammad Uthman El Bashir ; محمد عثمان البشير ; Mohamed Elbashir
    Mohamad Osman Albachir
Abdelrahim Hamdan Dagash
    Abdel Rahim Hamdan Dagash ; Abd al-Rahim Hamdan ; عبد الرحيم حمدان ; Abdulrahim Dagash
Aung Kyaw Moe
    AUNG KYAW MOE ; aung-kyaw-moe ; U Aung Kyaw Moe ; AungKyawMoe ; Ko Aung Kyaw Moe
အောင်ကျော်မိုး
    အောင်ကျော်မိုး ; ကိုအောင်ကျော်မိုး
Tewodros Bekele Haile
    Tewodros Bekele ; Tewodros Haile ; TEWODROS BEKELE HAILE ; Ato Tewodros Bekele Haile
Selamawit Gebremedhin
    Selamawit Gebremedhin ; Selamawit Gebre-Medhin ; Selamawit  GEBREMEDHIN
Zhang Weiming
    Weiming Zhang ; Zhang Wei-Ming ; Zhāng Wěimíng ; ZHANG Weiming ; Zhang Wei Ming
张伟明
    张伟明 ; 张 伟明 ; 张伟明说
Xiaohong Liu
    Liu Xiaohong ; Liú Xiǎohóng ; Liu Xiao-hong
José Ángel Núñez
    Jose Angel Nunez ; JOSÉ ÁNGEL NÚÑEZ ; José Núñez ; Núñez, José ; Jose Nuñez ; J. Á. Núñez
María Fernanda Quiñones
    Maria Fernanda Quinones ; Quiñones, María Fernanda ; Maria Quiñones ; M. F. Quiñones
Joaquín Peña Ibáñez
    Joaquin Pena Ibanez ; Joaquín Peña ; Joaquin Ibáñez
Şirin Gökçe Aydın
    Sirin Gokce Aydin ; Şirin Aydın ; SIRIN GÖKÇE AYDIN ; Chirin Aydin
Rostam Keshavarz
    Rustam Keshavarz ; رستم کشاورز ; Rostam Keschavarz ; رستم كشاورز
Ghassan Ayoub Sabbagh
    Gassan Sabbagh ; غسان أيوب صباغ ; Ghassane Sabbagh ; Ghasan Ayyub al-Sabbagh ; Sabbagh, Ghassan
    G. Sabbagh
Haytham Lutfi Qudsi
    Haitham Koudsi ; Heysem Lutfi Kudsi ; هيثم القدسي ; Haytham al-Qudsi ; Хайтам Кудси
Mazin Thamir Ubaydi
    Mazen Thamer Obeidi ; مازن ثامر العبيدي ; Mazin al-Ubaidi ; Mazen Obaidi
Rukayya Shahin
    Ruqayya Shaheen ; Roqaya Chahine ; رقية شاهين ; Rukiye Şahin
Bashir Izz al-Din Taha
    Bachir Ezzedine Taha ; بشير عز الدين طه ; Bashir Taha ; Basheer Izzaddin Taha
Mykhailo Zhuravel
    Михайло Журавель ; Mykhaylo Žuravel ; Mychajlo Schurawel
Nataliia Yakovenko
    Наталія Яковенко ; Natalia Iakovenko ; Natalya Jakowenko ; Nataliya Yakovenko
Dmytro Tkachuk
    Дмитро Ткачук ; Dmytro Tkatchouk ; Dmitro Tkačuk
Hiba Tayeb Idris
    Heba Eltayeb Idriss ; هبة الطيب إدريس ; Hiba al-Tayyib Idris
Abu Hudhayfa
    Abu Huthaifa ; Abou Houdhaifa ; أبو حذيفة ; Abu Hozaifa ; Ebu Huzeyfe
Chen Guangming
    Guangming Chen ; Chén Guāngmíng ; CHEN Guang-ming
Sebastián Muñoz Ortega
    Sebastian Munoz Ortega ; Sebastián Muñoz ; Muñoz Ortega, Sebastián
Reza Farhadi
    رضا فرهادی ; Resa Farhadi ; Riza Ferhadi ; Reza Farhady
Firas Jawad Shammari
    Feras Jawad al-Shammari ; Firas Djaouad Chammari ; فراس جواد الشمري ; Firas Ceved Şammari
"""

OTHER = """
Nawwaf Suhayl al-Khayali
    Nawwaf al-Jabburi said ; Samir al-Khayali said ; Suhayl al-Khayali said ; Nawwaf Suhayl Haddad said
    Nawal Khayat ; Nawwaf Ahmad al-Khayali ; M. al-Khayali ; نواف الجبوري ; سمير الخيالي ; the Khayali family
    Nawwaf and the Khayali boys ; They met Nawwaf. Khayali is a village
Khalid Mansur al-Jabburi
    Khalil Mansur al-Jabburi ; Khalid Mansur Haddad ; Mansur al-Jabburi ; Walid al-Jabburi ; خليل الجبوري
    Khalid, Samir and Jabburi
Abu Fawzi
    Abu Fawaz ; Umm Fawzi ; Abu Fahmi ; Fawzi said ; أبو فواز ; أبو فهمي ; Abu Faris ; abuse of power
Umm Khalid
    Abu Khalid ; Umm Walid ; Khalid ; أم وليد ; Umm Khalil
Yusuf Othman Darwish
    Yunus Darwish ; Yusuf Haddad ; Othman Darwish ; Yusuf Othman Barakat said ; Yasir Darwish
Qasim Haddad
    Karim Haddad ; Qasim Hamdan ; Qais Haddad ; Samir Haddad, Qasim Nasser and others ; Hassan Haddad
Zaynab Abd al-Rahman
    Zaynab Abd al-Rahim ; Zahra Abd al-Rahman ; Zaynab ; Zaynab Abd al-Karim
Mustafa Shukri
    Murtada Shukri ; Mustafa Bakri ; Mustafa Shahin ; Shukri said
Jamal Ghazi
    Jamil Ghazi ; Jamal Ghanim ; Kamal Ghazi ; جميل غازي ; Jamila Ghazi
Ibrahim Nur al-Din
    Ibrahim Salah al-Din ; Nur al-Din said ; Ibrahim Taj al-Din ; Ismail Nur al-Din
Fatima Zahra Saadi
    Fatima Haddad ; Zahra Saadi ; Fatima Zahra Mansur said
Dhahir Thabit
    Tahir Thabit ; Dhahir Tamim ; Zahra Thabit
Hussein Ali Rashid
    Hassan Rashid ; Ali Rashid ; Hussein Ali Mansur said ; حسن رشيد
Ahmad Yasin Tikriti
    Hamid Tikriti ; Ahmad Yasin Haddad said ; Yasin Tikriti ; Hamad Tikriti
Dilshad Barzan Amedi
    Dilshad Barzani said ; Barzan Amedi ; Dildar Amedi
Oleksandr Kovalenko
    Oleksandra Kovalenko ; Oleksii Kovalenko ; Oleksandr Kovalchuk ; Олексій Коваленко ; Олександр Ковальчук
    Anna Kovalenko, Oleksandr Petrenko and others ; A. Kovalchuk
Yevhen Hrytsenko
    Yevhen Hryhorenko ; Yevheniia Hrytsenko ; Євген Григоренко
Serhiy Bondarchuk
    Serhiy Bondarenko ; Andriy Bondarchuk ; Сергій Бондаренко
Volodymyr Shcherbak
    Volodymyr Shcherbyna ; Viktor Shcherbak ; Володимир Щербина
Yuliia Tymchenko
    Yulia Tymoshenko ; Olha Tymchenko ; Юлія Тимошенко
Олег Петрук
    Олег Петренко ; Ольга Петрук ; Олена Петрук
Ганна Мельник
    Ганна Мельничук ; Галина Мельник
Mohamed Osman Elbashir
    Mohamed Salih and Elbashir ; Osman Elbashir ; Mahmoud Elbashir ; Mohamed Salih
Abdelrahim Hamdan Dagash
    Abdelkarim Hamdan ; Hamdan Dagash ; Abdelrahim Salih
Aung Kyaw Moe
    Aung Kyaw Zaw ; Aung Kyaw said ; Kyaw Moe ; Aung San Moe
အောင်ကျော်မိုး
    အောင်ကျော် ; ကျော်မိုး
Tewodros Bekele Haile
    Tewodros Tadesse ; Bekele Haile ; Tewodros Bekele Tadesse said
Selamawit Gebremedhin
    Selamawit Gebremariam ; Selam Gebremedhin
Zhang Weiming
    Zhang Wei ; Zhang Weijun ; Wang Weiming ; Zhao Weiming
张伟明
    张伟 ; 张伟东 ; 王伟明
Xiaohong Liu
    Xiaoming Liu ; Xiaohong Li ; Liu Hong
José Ángel Núñez
    José Ángel Gómez said ; Ángel Núñez ; José Antonio Núñez ; Josefa Núñez
    Carlos Núñez, José Gómez and others
María Fernanda Quiñones
    María Fernanda Gómez said ; Fernanda Quiñones ; Mario Quiñones
Joaquín Peña Ibáñez
    Joaquín Pérez ; Peña Ibáñez ; Joaquina Peña
Şirin Gökçe Aydın
    Şirin Yılmaz ; Gökçe Aydın ; Şirin Gökçe Kaya said
Rostam Keshavarz
    Rostam Karimi ; Reza Keshavarz ; رستم کریمی
Ghassan Ayoub Sabbagh
    Hassan Sabbagh ; Ayoub Sabbagh ; Ghassan Haddad ; غازي صباغ ; Ghassan Ayoub Nasser said
Haytham Lutfi Qudsi
    Hisham Qudsi ; Haytham Nasser ; Lutfi Qudsi ; Hashim al-Qudsi
Mazin Thamir Ubaydi
    Mahir Ubaydi ; Mazin Tamimi ; Muin Ubaydi
Rukayya Shahin
    Raniya Shahin ; Rukayya Haddad ; Rami Shahin
Bashir Izz al-Din Taha
    Bashar Taha ; Bassam Taha ; Izz al-Din Taha ; Basir Taha
Mykhailo Zhuravel
    Mykola Zhuravel ; Mykhailo Zhuk ; Mykhailyna Zhuravel
Nataliia Yakovenko
    Nadiia Yakovenko ; Nataliia Yakovchuk ; Anatolii Yakovenko
Dmytro Tkachuk
    Dmytro Tkachenko ; Danylo Tkachuk ; Dmytro Kachur
Hiba Tayeb Idris
    Habib Idris ; Hiba Idlibi ; Tayeb Idris
Abu Hudhayfa
    Abu Hurayra ; Abu Hamza ; Hudhayfa ; Abu Hafs
Chen Guangming
    Chen Guangli ; Cheng Ming ; Chen Guanghua
Sebastián Muñoz Ortega
    Sebastián Ruiz ; Muñoz Ortega ; Santiago Muñoz ; Sebastiana Muñoz
Reza Farhadi
    Reza Farhang ; Rosa Farhadi ; Raza Farid
Firas Jawad Shammari
    Faris Shammari ; Fares al-Shammari ; Firas Nasser ; Jawad Shammari ; فارس الشمري
"""


def rows(table):
    """``(number of the row, name, text)`` for every text of a table."""
    at, name = -1, ""
    for line in table.strip().splitlines():
        if not line.startswith(" "):
            at, name = at + 1, line.strip()
            continue
        for text in line.split(" ; "):
            yield at, name, text.strip()
