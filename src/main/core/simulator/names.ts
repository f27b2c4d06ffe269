/** Names of one language area. Where they are not in Latin letters, those follow a slash. */
export interface NameRegion {
  readonly locale: string
  readonly zone: string
  readonly given: string
  readonly family: string
  /** How both parts make a name; given name first when left out. */
  readonly whole?: (given: string, family: string) => string
}

const familyFirst = (given: string, family: string) => `${family} ${given}`
const familyFirstJoined = (given: string, family: string) => family + given

/** Made up of names that many people bear: of all lengths, with marks, hyphens, apostrophes, spaces, and from right to left. */
export const NAME_REGIONS: readonly NameRegion[] = [
  {
    locale: 'en-GB',
    zone: 'Europe/London',
    given: 'Imogen, Bartholomew, Ned, Philippa, Al, Rosalind',
    family: 'Featherstonehaugh, Ash, Calloway, Okonkwo-Hughes, Pym, Whitcombe'
  },
  {
    locale: 'en-US',
    zone: 'America/Chicago',
    given: 'Odette, Wyatt, Jo, Maribel, Thaddeus, Bo',
    family: "Brandt, O'Sullivan, Lee, St. James, Van Der Berg, Yu"
  },
  {
    locale: 'de-DE',
    zone: 'Europe/Berlin',
    given: 'Jürgen, Anneliese, Käthe, Karl-Heinz, Björn, Ute',
    family: 'Weiß, Müller-Lüdenscheidt, von der Heyde, Groß, Öhler, Ott'
  },
  {
    locale: 'fr-FR',
    zone: 'Europe/Paris',
    given: 'Chloé, Jean-Baptiste, Maëlys, Loïc, Zoé, Hélène',
    family: "L'Hôpital, Lefèvre, de la Fontaine, Dubois, D'Aubigné, Roy"
  },
  {
    locale: 'es-MX',
    zone: 'America/Mexico_City',
    given: 'María José, Íñigo, Guadalupe, Ángel, Luz, Ximena',
    family: 'García Hernández, Muñoz Ibáñez, Iturriaga, Peña, Ruiz y Soto, Paz'
  },
  {
    locale: 'pt-BR',
    zone: 'America/Sao_Paulo',
    given: 'João, Conceição, Inês, Thiago, Lúcia, Ana Beatriz',
    family: 'Magalhães de Oliveira e Albuquerque, Sá, Gonçalves, Simões, da Conceição, Reis'
  },
  {
    locale: 'pl-PL',
    zone: 'Europe/Warsaw',
    given: 'Łukasz, Małgorzata, Zdzisław, Świętosława, Jan, Żaneta',
    family: 'Brzęczyszczykiewicz, Wójcik, Kowalska-Łoś, Żak, Dąb, Szczęśny'
  },
  {
    locale: 'cs-CZ',
    zone: 'Europe/Prague',
    given: 'Jiří, Žofie, Řehoř, Květa, Petr, Eliška',
    family: 'Dvořák, Růžička, Nejezchleba, Šťastný, Krč, Vlk'
  },
  {
    locale: 'is-IS',
    zone: 'Atlantic/Reykjavik',
    given: 'Þórdís, Ægir, Guðbjörg, Sæmundur, Ósk, Hrafnhildur',
    family: 'Sigurðardóttir, Þorláksson, Ragnarsdóttir, Æsuson, Björnsson, Jökulsdóttir'
  },
  {
    locale: 'nb-NO',
    zone: 'Europe/Oslo',
    given: 'Øyvind, Åse, Synnøve, Håkon, Liv, Tor-Ærling',
    family: 'Bjørnstad, Å, Sørensen, Kjærgård, Lie, Østerhaug'
  },
  {
    locale: 'hu-HU',
    zone: 'Europe/Budapest',
    whole: familyFirst,
    given: 'Zsófia, Győző, Árpád, Boglárka, Pál, Tünde',
    family: 'Szentgyörgyi, Kő, Fűzfás, Nagy, Szűcs, Vörösmarty'
  },
  {
    locale: 'ro-RO',
    zone: 'Europe/Bucharest',
    given: 'Mirabela, Ștefan, Ionuț, Ana-Țiței, Dan, Crăița',
    family: 'Stoian, Mănăilă, Ștefănescu, Țurcanu, Pop, Bălțătescu'
  },
  {
    locale: 'tr-TR',
    zone: 'Europe/Istanbul',
    given: 'İpek, Çağrı, Gülşah, Işık, Oğuz, Şebnem',
    family: 'Yıldırım, Öztürk, Çelik, Iğdır, Kılıç, Büyükşahin'
  },
  {
    locale: 'vi-VN',
    zone: 'Asia/Ho_Chi_Minh',
    whole: familyFirst,
    given: 'Thị Ngọc Ánh, Đức, Quỳnh Như, Huỳnh, Bảo, Phương Thảo',
    family: 'Nguyễn, Trần, Đặng, Lê, Võ, Huỳnh'
  },
  {
    locale: 'el-GR',
    zone: 'Europe/Athens',
    given: 'Ελένη/Eleni, Αχιλλέας/Achilleas, Ζωή/Zoi, Γιώργος/Giorgos, Θάλεια/Thaleia',
    family: 'Παπαδοπούλου/Papadopoulou, Ρήγας/Rigas, Οικονόμου/Oikonomou, Χατζηγεωργίου/Chatzigeorgiou'
  },
  {
    locale: 'uk-UA',
    zone: 'Europe/Kyiv',
    given: "Олександра/Oleksandra, Ярослав/Yaroslav, Мар'яна/Mariana, Іван/Ivan, Єва/Yeva",
    family: 'Шевченко/Shevchenko, Ющук/Yushchuk, Ґалаґан/Galagan, Нечуй-Левицька/Nechui-Levytska'
  },
  {
    locale: 'ka-GE',
    zone: 'Asia/Tbilisi',
    given: 'ნინო/Nino, გიორგი/Giorgi, თამარ/Tamar, ვახტანგ/Vakhtang',
    family: 'ბერიძე/Beridze, წიკლაური/Tsiklauri, გელაშვილი/Gelashvili, ჯაფარიძე/Japaridze'
  },
  {
    locale: 'hy-AM',
    zone: 'Asia/Yerevan',
    given: 'Անահիտ/Anahit, Տիգրան/Tigran, Շուշան/Shushan, Վարդան/Vardan',
    family: 'Պետրոսյան/Petrosyan, Խաչատրյան/Khachatryan, Սարգսյան/Sargsyan, Ղազարյան/Ghazaryan'
  },
  {
    locale: 'ar-EG',
    zone: 'Africa/Cairo',
    given: 'فاطمة/Fatima, عبد الرحمن/Abdelrahman, نور/Nour, يوسف/Youssef, هالة/Hala',
    family: 'المصري/Elmasry, حسن/Hassan, أبو زيد/Abouzeid, السيد/Elsayed, منصور/Mansour'
  },
  {
    locale: 'he-IL',
    zone: 'Asia/Jerusalem',
    given: 'יעל/Yael, אברהם/Avraham, נועה/Noa, איתן/Eitan',
    family: 'בן חיים/Benhaim, לוי/Levi, מזרחי/Mizrahi, כהן-צדק/Cohen-Tzedek'
  },
  {
    locale: 'fa-IR',
    zone: 'Asia/Tehran',
    given: 'شیرین/Shirin, کوروش/Kourosh, پریسا/Parisa, آرش/Arash',
    family: 'حسینی/Hosseini, رضایی/Rezaei, تهرانی‌نژاد/Tehraninejad, کریمی/Karimi'
  },
  {
    locale: 'hi-IN',
    zone: 'Asia/Kolkata',
    given: 'प्रिया/Priya, अर्जुन/Arjun, लक्ष्मी/Lakshmi, विक्रम/Vikram, ज्योति/Jyoti',
    family: 'शर्मा/Sharma, चट्टोपाध्याय/Chattopadhyay, सिंह/Singh, अय्यर/Iyer'
  },
  {
    locale: 'ta-IN',
    zone: 'Asia/Kolkata',
    given: 'கவிதா/Kavitha, முருகன்/Murugan, செல்வி/Selvi, அருண்/Arun',
    family: 'சுப்பிரமணியன்/Subramanian, ராஜன்/Rajan, வெங்கடேஸ்வரன்/Venkateswaran, குமார்/Kumar'
  },
  {
    locale: 'th-TH',
    zone: 'Asia/Bangkok',
    given: 'สมชาย/Somchai, อรุณี/Arunee, ณัฐพล/Nattapon, กมลวรรณ/Kamonwan',
    family: 'วงศ์สุวรรณ/Wongsuwan, ศรีสมบูรณ์/Srisomboon, แก้วมณี/Kaewmanee, จันทร์/Chan'
  },
  {
    locale: 'ja-JP',
    zone: 'Asia/Tokyo',
    whole: familyFirst,
    given: '美咲/Misaki, 健太郎/Kentaro, さくら/Sakura, ケン/Ken, 葵/Aoi',
    family: '佐藤/Sato, 五十嵐/Igarashi, 林/Hayashi, 勅使河原/Teshigawara'
  },
  {
    locale: 'zh-CN',
    zone: 'Asia/Shanghai',
    whole: familyFirstJoined,
    given: '芳/Fang, 建国/Jianguo, 晓明/Xiaoming, 𠮷祥/Jixiang, 静/Jing',
    family: '王/Wang, 欧阳/Ouyang, 李/Li, 诸葛/Zhuge'
  },
  {
    locale: 'ko-KR',
    zone: 'Asia/Seoul',
    whole: familyFirstJoined,
    given: '서연/Seoyeon, 민준/Minjun, 하늘/Haneul, 지우/Jiwoo',
    family: '김/Kim, 남궁/Namgung, 박/Park, 이/Lee'
  },
  {
    locale: 'am-ET',
    zone: 'Africa/Addis_Ababa',
    given: 'ሰላም/Selam, አበበ/Abebe, ትዕግስት/Tigist, ዳዊት/Dawit',
    family: 'ተስፋዬ/Tesfaye, ገብረማርያም/Gebremariam, በቀለ/Bekele'
  },
  {
    locale: 'yo-NG',
    zone: 'Africa/Lagos',
    given: 'Adébáyọ̀, Olúwaṣeun, Títílayọ̀, Fẹ́mi, Kẹ́hìndé',
    family: 'Adéyẹmí, Ọláńrewájú, Ògúnbánjọ, Àjàyí, Fálọ́lá'
  },
  {
    locale: 'haw-US',
    zone: 'Pacific/Honolulu',
    given: 'Kaʻiulani, Keoni, Leilani, Makoa, ʻIolana',
    family: "Kahananui, Kealiʻikanakaʻoleohaililani, Ka'ahumanu, Mahoe"
  }
]
