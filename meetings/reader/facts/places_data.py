"""Names of countries and cities in Korean, English and Spanish, to tell a place from a body and to give countries
codes.

Country names and the cities of the time zones come from Unicode CLDR 47 (Unicode License v3); capitals, other cities
that are often travelled to and short forms were added by hand. One country a line: code, then its names; cities:
code, then its cities separated by ``;``, spellings of one city by ``/``.
"""

# ruff: noqa: E501

COUNTRIES = """\
AD|안도라|Andorra
AE|아랍에미리트|United Arab Emirates|Emiratos Árabes Unidos|UAE|아랍에미리트연합
AF|아프가니스탄|Afghanistan|Afganistán
AG|앤티가 바부다|Antigua & Barbuda|Antigua y Barbuda
AI|앵귈라|Anguilla|Anguila
AL|알바니아|Albania
AM|아르메니아|Armenia
AO|앙골라|Angola
AR|아르헨티나|Argentina
AS|아메리칸 사모아|American Samoa|Samoa Americana
AT|오스트리아|Austria
AU|오스트레일리아|Australia|호주
AW|아루바|Aruba
AX|올란드 제도|Åland Islands|Islas Aland
AZ|아제르바이잔|Azerbaijan|Azerbaiyán
BA|보스니아 헤르체고비나|Bosnia & Herzegovina|Bosnia y Herzegovina
BB|바베이도스|Barbados
BD|방글라데시|Bangladesh|Bangladés
BE|벨기에|Belgium|Bélgica
BF|부르키나파소|Burkina Faso
BG|불가리아|Bulgaria
BH|바레인|Bahrain|Baréin
BI|부룬디|Burundi
BJ|베냉|Benin|Benín
BL|생바르텔레미|St. Barthélemy|San Bartolomé
BM|버뮤다|Bermuda|Bermudas
BN|브루나이|Brunei|Brunéi
BO|볼리비아|Bolivia
BQ|네덜란드령 카리브|Caribbean Netherlands|Caribe neerlandés
BR|브라질|Brazil|Brasil
BS|바하마|Bahamas
BT|부탄|Bhutan|Bután
BW|보츠와나|Botswana|Botsuana
BY|벨라루스|Belarus|Bielorrusia
BZ|벨리즈|Belize|Belice
CA|캐나다|Canada|Canadá
CC|코코스 제도|Cocos Islands|Islas Cocos
CD|콩고-킨샤사|Congo - Kinshasa|República Democrática del Congo|DR Congo|DRC|콩고민주공화국|Democratic Republic of the Congo|Democratic Republic of Congo
CF|중앙 아프리카 공화국|Central African Republic|República Centroafricana
CG|콩고-브라자빌|Congo - Brazzaville|Congo|콩고
CH|스위스|Switzerland|Suiza
CI|코트디부아르|Côte d’Ivoire|Cote d'Ivoire|Ivory Coast
CK|쿡 제도|Cook Islands|Islas Cook
CL|칠레|Chile
CM|카메룬|Cameroon|Camerún
CN|중국|China|PRC
CO|콜롬비아|Colombia
CR|코스타리카|Costa Rica
CU|쿠바|Cuba
CV|카보베르데|Cape Verde|Cabo Verde
CW|퀴라소|Curaçao|Curazao
CX|크리스마스섬|Christmas Island|Isla de Navidad
CY|키프로스|Cyprus|Chipre
CZ|체코|Czechia|Chequia|Czech Republic|República Checa
DE|독일|Germany|Alemania
DJ|지부티|Djibouti|Yibuti
DK|덴마크|Denmark|Dinamarca
DM|도미니카|Dominica
DO|도미니카 공화국|Dominican Republic|República Dominicana|도미니카공화국
DZ|알제리|Algeria|Argelia
EC|에콰도르|Ecuador
EE|에스토니아|Estonia
EG|이집트|Egypt|Egipto
EH|서사하라|Western Sahara|Sáhara Occidental
ER|에리트리아|Eritrea
ES|스페인|Spain|España
ET|에티오피아|Ethiopia|Etiopía
FI|핀란드|Finland|Finlandia
FJ|피지|Fiji|Fiyi
FK|포클랜드 제도|Falkland Islands|Islas Malvinas
FM|미크로네시아|Micronesia
FO|페로 제도|Faroe Islands|Islas Feroe
FR|프랑스|France|Francia
GA|가봉|Gabon|Gabón
GB|영국|United Kingdom|Reino Unido|UK|U.K.
GD|그레나다|Grenada|Granada
GE|조지아|Georgia
GF|프랑스령 기아나|French Guiana|Guayana Francesa
GG|건지|Guernsey|Guernesey
GH|가나|Ghana
GI|지브롤터|Gibraltar
GL|그린란드|Greenland|Groenlandia
GM|감비아|Gambia
GN|기니|Guinea
GP|과들루프|Guadeloupe|Guadalupe
GQ|적도 기니|Equatorial Guinea|Guinea Ecuatorial
GR|그리스|Greece|Grecia
GS|사우스조지아 사우스샌드위치 제도|South Georgia & South Sandwich Islands|Islas Georgia del Sur y Sandwich del Sur
GT|과테말라|Guatemala
GU|괌|Guam
GW|기니비사우|Guinea-Bissau|Guinea-Bisáu
GY|가이아나|Guyana
HK|홍콩|Hong Kong SAR China|RAE de Hong Kong|Hong Kong
HM|허드 맥도널드 제도|Heard & McDonald Islands|Islas Heard y McDonald
HN|온두라스|Honduras
HR|크로아티아|Croatia|Croacia
HT|아이티|Haiti|Haití
HU|헝가리|Hungary|Hungría
ID|인도네시아|Indonesia
IE|아일랜드|Ireland|Irlanda
IL|이스라엘|Israel
IM|맨섬|Isle of Man|Isla de Man
IN|인도|India
IO|영국령 인도양 지역|British Indian Ocean Territory|Territorio Británico del Océano Índico
IQ|이라크|Iraq|Irak
IR|이란|Iran|Irán
IS|아이슬란드|Iceland|Islandia
IT|이탈리아|Italy|Italia
JE|저지|Jersey
JM|자메이카|Jamaica
JO|요르단|Jordan|Jordania
JP|일본|Japan|Japón
KE|케냐|Kenya|Kenia
KG|키르기스스탄|Kyrgyzstan|Kirguistán|키르기즈|Kyrgyz Republic
KH|캄보디아|Cambodia|Camboya
KI|키리바시|Kiribati
KM|코모로|Comoros|Comoras
KN|세인트키츠 네비스|St. Kitts & Nevis|San Cristóbal y Nieves
KP|북한|North Korea|Corea del Norte
KR|대한민국|South Korea|Corea del Sur|한국|Republic of Korea|Korea|ROK|Corea|República de Corea
KW|쿠웨이트|Kuwait
KY|케이맨 제도|Cayman Islands|Islas Caimán
KZ|카자흐스탄|Kazakhstan|Kazajistán
LA|라오스|Laos|라오스 인민민주공화국|Lao PDR|Lao People's Democratic Republic
LB|레바논|Lebanon|Líbano
LC|세인트루시아|St. Lucia|Santa Lucía
LI|리히텐슈타인|Liechtenstein
LK|스리랑카|Sri Lanka
LR|라이베리아|Liberia
LS|레소토|Lesotho|Lesoto
LT|리투아니아|Lithuania|Lituania
LU|룩셈부르크|Luxembourg|Luxemburgo
LV|라트비아|Latvia|Letonia
LY|리비아|Libya|Libia
MA|모로코|Morocco|Marruecos
MC|모나코|Monaco|Mónaco
MD|몰도바|Moldova|Moldavia
ME|몬테네그로|Montenegro
MF|생마르탱|St. Martin|San Martín
MG|마다가스카르|Madagascar
MH|마셜 제도|Marshall Islands|Islas Marshall
MK|북마케도니아|North Macedonia|Macedonia del Norte
ML|말리|Mali
MM|미얀마|Myanmar
MN|몽골|Mongolia
MO|마카오|Macao SAR China|RAE de Macao|Macao
MP|북마리아나제도|Northern Mariana Islands|Islas Marianas del Norte
MQ|마르티니크|Martinique|Martinica
MR|모리타니|Mauritania
MS|몬트세라트|Montserrat
MT|몰타|Malta
MU|모리셔스|Mauritius|Mauricio
MV|몰디브|Maldives|Maldivas
MW|말라위|Malawi|Malaui
MX|멕시코|Mexico|México|Estados Unidos Mexicanos|United Mexican States
MY|말레이시아|Malaysia|Malasia
MZ|모잠비크|Mozambique
NA|나미비아|Namibia
NC|뉴칼레도니아|New Caledonia|Nueva Caledonia
NE|니제르|Niger|Níger
NF|노퍽섬|Norfolk Island|Isla Norfolk
NG|나이지리아|Nigeria
NI|니카라과|Nicaragua
NL|네덜란드|Netherlands|Países Bajos|The Netherlands|Holanda
NO|노르웨이|Norway|Noruega
NP|네팔|Nepal
NR|나우루|Nauru
NU|니우에|Niue
NZ|뉴질랜드|New Zealand|Nueva Zelanda
OM|오만|Oman|Omán
PA|파나마|Panama|Panamá
PE|페루|Peru|Perú
PF|프랑스령 폴리네시아|French Polynesia|Polinesia Francesa
PG|파푸아뉴기니|Papua New Guinea|Papúa Nueva Guinea
PH|필리핀|Philippines|Filipinas
PK|파키스탄|Pakistan|Pakistán
PL|폴란드|Poland|Polonia
PM|생피에르 미클롱|St. Pierre & Miquelon|San Pedro y Miquelón
PN|핏케언 제도|Pitcairn Islands|Islas Pitcairn
PR|푸에르토리코|Puerto Rico
PS|팔레스타인 지구|Palestinian Territories|Territorios Palestinos|팔레스타인|Palestine
PT|포르투갈|Portugal
PW|팔라우|Palau|Palaos
PY|파라과이|Paraguay
QA|카타르|Qatar|Catar
RE|레위니옹|Réunion|Reunión
RO|루마니아|Romania|Rumanía
RS|세르비아|Serbia
RU|러시아|Russia|Rusia
RW|르완다|Rwanda|Ruanda
SA|사우디아라비아|Saudi Arabia|Arabia Saudí|사우디
SB|솔로몬 제도|Solomon Islands|Islas Salomón
SC|세이셸|Seychelles
SD|수단|Sudan|Sudán
SE|스웨덴|Sweden|Suecia
SG|싱가포르|Singapore|Singapur
SH|세인트헬레나|St. Helena|Santa Elena
SI|슬로베니아|Slovenia|Eslovenia
SJ|스발바르제도-얀마웬섬|Svalbard & Jan Mayen|Svalbard y Jan Mayen
SK|슬로바키아|Slovakia|Eslovaquia
SL|시에라리온|Sierra Leone|Sierra Leona
SM|산마리노|San Marino
SN|세네갈|Senegal
SO|소말리아|Somalia
SR|수리남|Suriname|Surinam
SS|남수단|South Sudan|Sudán del Sur
ST|상투메 프린시페|São Tomé & Príncipe|Santo Tomé y Príncipe
SV|엘살바도르|El Salvador
SX|신트마르턴|Sint Maarten
SY|시리아|Syria|Siria
SZ|에스와티니|Eswatini|Esuatini
TC|터크스 케이커스 제도|Turks & Caicos Islands|Islas Turcas y Caicos
TD|차드|Chad
TF|프랑스령 남방 지역|French Southern Territories|Territorios Australes Franceses
TG|토고|Togo
TH|태국|Thailand|Tailandia
TJ|타지키스탄|Tajikistan|Tayikistán
TK|토켈라우|Tokelau
TL|동티모르|Timor-Leste
TM|투르크메니스탄|Turkmenistan|Turkmenistán
TN|튀니지|Tunisia|Túnez
TO|통가|Tonga
TR|튀르키예|Türkiye|Turquía|터키|Turkey
TT|트리니다드 토바고|Trinidad & Tobago|Trinidad y Tobago
TV|투발루|Tuvalu
TW|대만|Taiwan|Taiwán
TZ|탄자니아|Tanzania
UA|우크라이나|Ukraine|Ucrania
UG|우간다|Uganda
UM|미국령 해외 제도|U.S. Outlying Islands|Islas menores alejadas de EE. UU.
US|미국|United States|Estados Unidos|United States of America|USA|U.S.|U.S.A.|EE.UU.|Estados Unidos de América
UY|우루과이|Uruguay
UZ|우즈베키스탄|Uzbekistan|Uzbekistán|우즈벡
VA|바티칸 시국|Vatican City|Ciudad del Vaticano
VC|세인트빈센트그레나딘|St. Vincent & Grenadines|San Vicente y las Granadinas
VE|베네수엘라|Venezuela
VG|영국령 버진아일랜드|British Virgin Islands|Islas Vírgenes Británicas
VI|미국령 버진아일랜드|U.S. Virgin Islands|Islas Vírgenes de EE. UU.
VN|베트남|Vietnam|Viet Nam
VU|바누아투|Vanuatu
WF|왈리스-푸투나 제도|Wallis & Futuna|Wallis y Futuna
WS|사모아|Samoa
XK|코소보|Kosovo
YE|예멘|Yemen
YT|마요트|Mayotte
ZA|남아프리카|South Africa|Sudáfrica|남아공|남아프리카공화국
ZM|잠비아|Zambia
ZW|짐바브웨|Zimbabwe|Zimbabue
"""

CITIES = """\
AD|안도라/Andorra
AE|두바이/Dubai/Dubái;아부다비/Abu Dhabi
AF|카불/Kabul
AG|안티과/Antigua
AI|앙귈라/Anguilla/Anguila
AL|티라나/Tirane/Tirana
AM|예레반/Yerevan/Ereván
AO|루안다/Luanda
AQ|맥머도/McMurdo;케이시/Casey;데이비스/Davis;뒤몽 뒤르빌/Dumont-d’Urville/DumontDUrville;모슨/Mawson;파머/Palmer;로데라/Rothera;쇼와/Syowa;트롤/Troll;보스토크/Vostok
AR|ArgentinaBuenos Aires/Buenos Aires;ArgentinaCordoba/Cordoba;살타/ArgentinaSalta/Salta;ArgentinaJujuy/Jujuy;투쿠만/ArgentinaTucuman/Tucumán/Tucuman;ArgentinaCatamarca/Catamarca;라 리오하/ArgentinaLa Rioja/La Rioja;산후안/ArgentinaSan Juan/San Juan;ArgentinaMendoza/Mendoza;산루이스/ArgentinaSan Luis/San Luis;리오 가예고스/ArgentinaRio Gallegos/Río Gallegos/Rio Gallegos;우수아이아/ArgentinaUshuaia/Ushuaia
AS|파고파고/Pago Pago
AT|비엔나/Vienna/Viena;잘츠부르크/Salzburg;그라츠/Graz
AU|로드 하우/Lord Howe Island/Lord Howe;맥쿼리/Macquarie Island/Macquarie;호바트/Hobart;멜버른/Melbourne;시드니/Sydney/Sídney;브로컨힐/Broken Hill;브리스베인/Brisbane;린데만/Lindeman;애들레이드/Adelaide/Adelaida;다윈/Darwin;퍼스/Perth;유클라/Eucla;캔버라/Canberra
AW|아루바/Aruba
AX|마리에함/Mariehamn
AZ|바쿠/Baku/Bakú
BA|사라예보/Sarajevo
BB|바베이도스/Barbados
BD|다카/Dhaka/Daca
BE|브뤼셀/Brussels/Bruselas;루뱅/뢰번/Leuven
BF|와가두구/Ouagadougou/Uagadugú
BG|소피아/Sofia/Sofía
BH|바레인/Bahrain/Baréin
BI|부줌부라/Bujumbura
BJ|포르토노보/Porto-Novo/Portonovo
BL|생바르텔레미/St. Barthélemy/San Bartolomé/St Barthelemy
BM|버뮤다/Bermuda/Bermudas
BN|브루나이/Brunei/Brunéi
BO|라파스/La Paz;수크레/Sucre;산타크루스/Santa Cruz
BQ|크라렌디즈크/Kralendijk
BR|노롱야/Fernando de Noronha/Noronha;벨렘/Belem/Belén;포르탈레자/Fortaleza;레시페/Recife;아라과이나/Araguaina/Araguaína;마세이오/Maceio/Maceió;바히아/Bahia/Bahía;상파울루/Sao Paulo/São Paulo;캄포 그란데/Campo Grande;쿠이아바/Cuiaba/Cuiabá;산타렘/Santarem/Santarém;포르토벨료/Porto Velho;보아 비스타/Boa Vista;마나우스/Manaus/Manaos;아이루네페/Eirunepe/Eirunepé;히우 브랑쿠/Rio Branco/Río Branco;브라질리아/Brasília/Brasilia;리우데자네이루/Rio de Janeiro
BS|나소/Nassau
BT|팀부/Thimphu/Timbu
BW|가보로네/Gaborone
BY|민스크/Minsk
BZ|벨리즈/Belize/Belice
CA|세인트존스/St. John’s/San Juan de Terranova/St Johns;핼리팩스/Halifax;글라스베이/Glace Bay;몽턴/Moncton;구즈베이/Goose Bay;블랑 사블롱/Blanc-Sablon;토론토/Toronto;이칼루이트/Iqaluit;Atikokan;위니펙/Winnipeg;리졸루트/Resolute;랭킹 인렛/Rankin Inlet;리자이나/Regina;스위프트커런트/Swift Current;에드먼턴/Edmonton;케임브리지 베이/Cambridge Bay;이누빅/Inuvik;크레스톤/Creston;도슨크릭/Dawson Creek;포트 넬슨/Fort Nelson;화이트호스/Whitehorse;도슨/Dawson;벤쿠버/Vancouver;오타와/Ottawa;몬트리올/Montreal;캘거리/Calgary;퀘벡/Quebec
CC|코코스/Cocos Islands/Cocos
CD|킨샤사/Kinshasa;루붐바시/Lubumbashi
CF|방기/Bangui
CG|브라자빌/Brazzaville
CH|취리히/Zurich/Zúrich;제네바/Geneva/Ginebra;베른/Bern;로잔/Lausanne;바젤/Basel
CI|아비장/Abidjan/Abiyán
CK|라로통가/Rarotonga
CL|산티아고/Santiago/Santiago de Chile;Coyhaique;푼타아레나스/Punta Arenas;이스터 섬/Easter Island/Isla de Pascua/Easter
CM|두알라/Douala/Duala
CN|상하이/Shanghai/Shanghái;우루무치/Urumqi/Ürümqi;베이징/북경/Beijing/Pekín;선전/심천/Shenzhen;광저우/Guangzhou;칭다오/Qingdao;시안/Xi'an;청두/Chengdu;항저우/Hangzhou;난징/Nanjing;우한/Wuhan;톈진/Tianjin;다롄/Dalian;충칭/Chongqing
CO|보고타/Bogota/Bogotá;메데인/Medellín/Medellin;칼리/Cali
CR|코스타리카/Costa Rica;산호세/San José
CU|하바나/Havana/La Habana
CV|카보 베르데/Cape Verde/Cabo Verde
CW|퀴라소/Curaçao/Curazao/Curacao
CX|크리스마스/Christmas Island/Navidad/Christmas
CY|니코시아/Nicosia;파마구스타/Famagusta
CZ|프라하/Prague/Praga
DE|베를린/Berlin/Berlín;뷔지겐/Busingen;뮌헨/Munich/München;프랑크푸르트/Frankfurt;본/Bonn;함부르크/Hamburg;쾰른/Cologne/Köln;드레스덴/Dresden;슈투트가르트/Stuttgart;하노버/Hannover;뒤셀도르프/Düsseldorf
DJ|지부티/Djibouti/Yibuti
DK|코펜하겐/Copenhagen/Copenhague;오르후스/Aarhus
DM|도미니카/Dominica
DO|산토도밍고/Santo Domingo
DZ|알제/Algiers/Argel
EC|과야킬/Guayaquil;갈라파고스/Galapagos/Galápagos;키토/Quito
EE|탈린/Tallinn/Tallin
EG|카이로/Cairo/El Cairo;알렉산드리아/Alexandria
EH|엘아이운/El Aaiun/El Aaiún
ER|Asmara
ES|마드리드/Madrid;세우타/Ceuta;카나리아 제도/Canary/Canarias;바르셀로나/Barcelona;발렌시아/Valencia;세비야/Sevilla
ET|아디스아바바/Addis Ababa/Adís Abeba
FI|헬싱키/Helsinki;오울루/Oulu;에스포/Espoo
FJ|피지/Fiji/Fiyi
FK|스탠리/Stanley
FM|Chuuk;Pohnpei;코스레/Kosrae
FO|Faroe
FR|파리/Paris/París;리옹/Lyon;그르노블/Grenoble;툴루즈/Toulouse;마르세유/Marseille;니스/Nice;스트라스부르/Strasbourg
GA|리브르빌/Libreville
GB|런던/London/Londres;맨체스터/Manchester;에든버러/Edinburgh;케임브리지/Cambridge;옥스퍼드/Oxford;버밍엄/Birmingham;글래스고/Glasgow
GD|그레나다/Grenada/Granada
GE|트빌리시/Tbilisi/Tiflis
GF|카옌/Cayenne/Cayena
GG|건지/Guernsey/Guernesey
GH|아크라/Accra/Acra
GI|지브롤터/Gibraltar
GL|Nuuk;덴마크샤븐/Danmarkshavn;스코레스바이선드/Ittoqqortoormiit/Scoresbysund;툴레/Thule
GM|반줄/Banjul
GN|코나크리/Conakry/Conakri
GP|과들루프/Guadeloupe/Guadalupe
GQ|말라보/Malabo
GR|아테네/Athens/Atenas
GS|사우스조지아/South Georgia/Georgia del Sur
GT|과테말라/Guatemala;과테말라시티/Guatemala City
GU|괌/Guam
GW|비사우/Bissau/Bisáu
GY|가이아나/Guyana
HK|홍콩/Hong Kong
HN|테구시갈파/Tegucigalpa
HR|자그레브/Zagreb
HT|포르토프랭스/Port-au-Prince/Puerto Príncipe
HU|부다페스트/Budapest
ID|자카르타/Jakarta/Yakarta;폰티아나크/Pontianak;마카사르/Makassar/Makasar;자야푸라/Jayapura;반둥/Bandung;발리/Bali;수라바야/Surabaya
IE|더블린/Dublin/Dublín
IL|예루살렘/Jerusalem/Jerusalén;텔아비브/Tel Aviv
IM|맨섬/Isle of Man/Isla de Man
IN|Kolkata;뉴델리/New Delhi/Nueva Delhi;델리/Delhi;뭄바이/Mumbai;벵갈루루/방갈로르/Bengaluru/Bangalore;첸나이/Chennai;하이데라바드/Hyderabad
IO|차고스/Chagos
IQ|바그다드/Baghdad/Bagdad
IR|테헤란/Tehran/Teherán
IS|레이캬비크/Reykjavik/Reikiavik
IT|로마/Rome/Roma;밀라노/Milan/Milán;토리노/Turin;볼로냐/Bologna;피렌체/Florence
JE|저지/Jersey
JM|자메이카/Jamaica
JO|암만/Amman/Ammán
JP|도쿄/Tokyo/Tokio;오사카/Osaka;교토/Kyoto;후쿠오카/Fukuoka;나고야/Nagoya;쓰쿠바/츠쿠바/Tsukuba;요코하마/Yokohama;삿포로/Sapporo;고베/Kobe;센다이/Sendai;히로시마/Hiroshima
KE|나이로비/Nairobi
KG|비슈케크/Bishkek/비슈켁
KH|프놈펜/Phnom Penh;시엠립/Siem Reap
KI|타라와/Tarawa;칸톤/Kanton;키리티마티/Kiritimati
KM|코모로/Comoro/Comoras
KN|세인트키츠/St. Kitts/San Cristóbal/St Kitts
KP|평양/Pyongyang
KR|서울/Seoul/Seúl;부산/Busan;대전/Daejeon;인천/Incheon;세종/Sejong 광주;대구/Daegu 울산;제주
KW|쿠웨이트/Kuwait
KY|케이맨/Cayman/Caimán
KZ|알마티/Almaty;키질로르다/Qyzylorda/Kyzylorda;코스타나이/Kostanay/Kostanái/Qostanay;악토브/Aqtobe/Aktobe;아크타우/Aqtau/Aktau;아티라우/Atyrau;오랄/Oral;아스타나/Astana/누르술탄
LA|비엔티안/Vientiane/Vientián/비엔티엔;루앙프라방/Luang Prabang;사바나켓/Savannakhet;팍세/Pakse
LB|베이루트/Beirut
LC|세인트루시아/St. Lucia/Santa Lucía/St Lucia
LI|파두츠/Vaduz
LK|콜롬보/Colombo
LR|몬로비아/Monrovia
LS|마세루/Maseru
LT|빌니우스/Vilnius/Vilna
LU|룩셈부르크/Luxembourg/Luxemburgo
LV|리가/Riga
LY|트리폴리/Tripoli/Trípoli
MA|카사블랑카/Casablanca;라바트/Rabat
MC|모나코/Monaco/Mónaco
MD|키시나우/Chisinau/Chisináu
ME|포드고리차/Podgorica
MF|마리곳/Marigot
MG|안타나나리보/Antananarivo
MH|마주로/Majuro;콰잘렌/Kwajalein
MK|스코페/Skopje/Skopie
ML|바마코/Bamako
MM|Yangon;네피도/Naypyidaw
MN|울란바토르/Ulaanbaatar/Ulán Bator;호브드/Hovd
MO|마카오/Macao/Macau
MP|사이판/Saipan/Saipán
MQ|마티니크/Martinique/Martinica
MR|누악쇼트/Nouakchott/Nuakchot
MS|몬세라트/Montserrat
MT|몰타/Malta
MU|모리셔스/Mauritius/Mauricio
MV|몰디브/Maldives/Maldivas
MW|블랜타이어/Blantyre
MX|멕시코 시티/Mexico City/Ciudad de México/멕시코시티;칸쿤/Cancún/Cancun;메리다/Mérida/Merida;몬테레이/Monterrey;마타모로스/Matamoros;치와와/Chihuahua;시우다드후아레스/Ciudad Juárez/Ciudad Juarez;오히나가/Ojinaga;마사틀란/Mazatlan/Mazatlán;바이아 반데라스/Bahía de Banderas/Bahia Banderas;에르모시요/Hermosillo;티후아나/Tijuana;과달라하라/Guadalajara
MY|쿠알라룸푸르/Kuala Lumpur;쿠칭/Kuching;페낭/Penang;조호르바루/Johor Bahru;푸트라자야/Putrajaya
MZ|마푸토/Maputo
NA|빈트후크/Windhoek
NC|누메아/Noumea/Numea
NE|니아메/Niamey
NF|노퍽/Norfolk Island/Norfolk
NG|라고스/Lagos;아부자/Abuja
NI|마나과/Managua
NL|암스테르담/Amsterdam/Ámsterdam;헤이그/The Hague/La Haya;로테르담/Rotterdam;아인트호벤/에인트호번/Eindhoven;델프트/Delft
NO|오슬로/Oslo
NP|Kathmandu/카트만두
NR|나우루/Nauru
NU|니우에/Niue
NZ|오클랜드/Auckland;채텀/Chatham;웰링턴/Wellington
OM|무스카트/Muscat/Mascate
PA|파나마/Panama/Panamá
PE|리마/Lima;아레키파/Arequipa;쿠스코/Cusco;트루히요/Trujillo
PF|타히티/Tahiti/Tahití;마퀘사스/Marquesas;감비어/Gambier
PG|포트모르즈비/Port Moresby;부갱빌/Bougainville
PH|마닐라/Manila;세부/Cebu;클락/Clark;다바오/Davao
PK|카라치/Karachi;이슬라마바드/Islamabad
PL|바르샤바/Warsaw/Varsovia
PM|미클롱/Miquelon/Miquelón
PN|핏케언/Pitcairn
PR|푸에르토리코/Puerto Rico
PS|가자/Gaza;헤브론/Hebron/Hebrón
PT|리스본/Lisbon/Lisboa;마데이라/Madeira;아조레스/Azores;포르투/Porto
PW|팔라우/Palau/Palaos
PY|아순시온/Asunción/Asuncion
QA|카타르/Qatar/Catar
RE|레위니옹/Réunion/Reunión/Reunion
RO|부쿠레슈티/Bucharest/Bucarest
RS|베오그라드/Belgrade/Belgrado
RU|칼리닌그라드/Kaliningrad/Kaliningrado;모스크바/Moscow/Moscú;키로프/Kirov/Kírov;볼고그라트/Volgograd/Volgogrado;아스트라한/Astrakhan/Astracán;사라토프/Saratov/Sarátov;울리야노프스크/Ulyanovsk/Uliánovsk;사마라/Samara;예카테린부르크/Yekaterinburg/Ekaterimburgo;옴스크/Omsk;노보시비르스크/Novosibirsk;바르나울/Barnaul/Barnaúl;톰스크/Tomsk;노보쿠즈네츠크/Novokuznetsk;크라스노야르스크/Krasnoyarsk;이르쿠츠크/Irkutsk;치타/Chita/Chitá;야쿠츠크/Yakutsk;한디가/Khandyga/Khandiga;블라디보스토크/Vladivostok;우스티네라/Ust-Nera;마가단/Magadan/Magadán;사할린/Sakhalin/Sajalín;스레드네콜림스크/Srednekolymsk/Srednekolimsk;캄차카/Kamchatka;아나디리/Anadyr/Anádyr
RW|키갈리/Kigali
SA|리야드/Riyadh/Riad;제다/Jeddah
SB|과달카날/Guadalcanal
SC|마헤/Mahe/Mahé
SD|카르툼/Khartoum/Jartum
SE|스톡홀름/Stockholm/Estocolmo;예테보리/Gothenburg
SG|싱가포르/Singapore/Singapur
SH|세인트 헬레나/St. Helena/Santa Elena/St Helena
SI|류블랴나/Ljubljana/Liubliana
SJ|롱이어비엔/Longyearbyen
SK|브라티슬라바/Bratislava
SL|프리타운/Freetown
SM|산마리노/San Marino
SN|다카르/Dakar
SO|모가디슈/Mogadishu/Mogadiscio
SR|파라마리보/Paramaribo
SS|주바/Juba
ST|상투메/São Tomé/Santo Tomé/Sao Tome
SV|엘살바도르/El Salvador;산살바도르/San Salvador
SX|로워 프린스 쿼터/Lower Prince’s Quarter/Lower Princes
SY|다마스쿠스/Damascus/Damasco
SZ|음바바네/Mbabane
TC|그랜드 터크/Grand Turk/Gran Turca
TD|엔자메나/Ndjamena/Yamena
TF|케르켈렌/Kerguelen
TG|로메/Lome/Lomé
TH|방콕/Bangkok;치앙마이/Chiang Mai;푸껫/Phuket
TJ|두샨베/Dushanbe/Dusambé
TK|파카오푸/Fakaofo
TL|딜리/Dili
TM|아슈하바트/Ashgabat/Asjabad
TN|튀니스/Tunis/Túnez
TO|통가타푸/Tongatapu
TR|이스탄불/Istanbul/Estambul;앙카라/Ankara
TT|포트오브스페인/Port of Spain/Puerto España
TV|푸나푸티/Funafuti
TW|타이베이/Taipei/Taipéi
TZ|다르에스살람/Dar es Salaam/Dar es-Salam;도도마/Dodoma
UA|심페로폴/Simferopol/Simferópol;Kyiv/키이우/키예프
UG|캄팔라/Kampala
UM|미드웨이/Midway;웨이크/Wake Island/Wake
US|뉴욕/New York/Nueva York;디트로이트/Detroit;Louisville;Indianapolis;시카고/Chicago;메노미니/Menominee;덴버/Denver;보이시/Boise;피닉스/Phoenix;로스앤젤레스/Los Angeles/Los Ángeles;앵커리지/Anchorage;주노/Juneau;싯카/Sitka;메틀라카틀라/Metlakatla;야쿠타트/Yakutat;놈/Nome;에이닥/Adak;호놀룰루/Honolulu/Honolulú;워싱턴 D.C./워싱턴DC/워싱턴/Washington, D.C./Washington D.C./Washington;애틀랜타/아틀란타/Atlanta;보스턴/Boston;샌프란시스코/San Francisco;시애틀/Seattle;휴스턴/Houston;댈러스/Dallas;라스베이거스/라스베가스/Las Vegas;오스틴/Austin;샌디에이고/San Diego;새너제이/산호세/San Jose;필라델피아/Philadelphia;마이애미/Miami
UY|몬테비데오/Montevideo
UZ|사마르칸트/Samarkand/Samarcanda;타슈켄트/Tashkent/Taskent;부하라/Bukhara
VA|바티칸/Vatican/El Vaticano
VC|세인트빈센트/St. Vincent/San Vicente/St Vincent
VE|카라카스/Caracas
VG|토르톨라/Tortola/Tórtola
VI|세인트토마스/St. Thomas/St Thomas
VN|Ho Chi Minh/호찌민/호치민/Ho Chi Minh City;하노이/Hanoi/Hanói/Ha Noi;다낭/Da Nang/Danang;하이퐁/Hai Phong;껀터/Can Tho
VU|에파테/Efate
WF|월리스/Wallis
WS|아피아/Apia
YE|아덴/Aden/Adén
YT|메요트/Mayotte
ZA|요하네스버그/Johannesburg/Johannesburgo
ZM|루사카/Lusaka
ZW|하라레/Harare
"""
