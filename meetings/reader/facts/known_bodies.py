"""Well-known public bodies: what no text says, namely what an acronym stands for and whose the body is."""

from __future__ import annotations

from functools import cache

from partners.names import organization_key

# acronym | other names | country (INT international) | kind
_KNOWN = """\
KOICA|한국국제협력단;코이카;Korea International Cooperation Agency;\
Agencia de Cooperación Internacional de Corea|KR|government
KISDI|정보통신정책연구원;Korea Information Society Development Institute|KR|research_institute
NIA|한국지능정보사회진흥원;National Information Society Agency|KR|public_institute
NIPA|정보통신산업진흥원|KR|public_institute
KISA|한국인터넷진흥원|KR|public_institute
IITP|정보통신기획평가원|KR|public_institute
ETRI|한국전자통신연구원|KR|research_institute
KAIST|한국과학기술원;카이스트|KR|university
KIST|한국과학기술연구원|KR|research_institute
KISTI|한국과학기술정보연구원|KR|research_institute
KISTEP|한국과학기술기획평가원|KR|public_institute
STEPI|과학기술정책연구원|KR|research_institute
KIET|산업연구원|KR|research_institute
KDI|한국개발연구원|KR|research_institute
KIEP|대외경제정책연구원|KR|research_institute
KEI|한국환경연구원|KR|research_institute
KRIHS|국토연구원|KR|research_institute
KRICT|한국화학연구원|KR|research_institute
KIER|한국에너지기술연구원|KR|research_institute
KIGAM|한국지질자원연구원|KR|research_institute
KIMM|한국기계연구원|KR|research_institute
KRIBB|한국생명공학연구원|KR|research_institute
KRISS|한국표준과학연구원|KR|research_institute
KARI|한국항공우주연구원|KR|research_institute
KIOST|한국해양과학기술원|KR|research_institute
NRF|한국연구재단|KR|public_institute
KIAT|한국산업기술진흥원|KR|public_institute
KEIT|한국산업기술기획평가원|KR|public_institute
KITECH|한국생산기술연구원|KR|research_institute
KOTRA|대한무역투자진흥공사;코트라;Korea Trade-Investment Promotion Agency|KR|public_institute
LH|한국토지주택공사|KR|public_institute
KEPCO|한국전력공사;한전|KR|public_institute
K-water|한국수자원공사|KR|public_institute
KEXIM|한국수출입은행;수출입은행;Export-Import Bank of Korea;Korea Eximbank|KR|public_institute
KHIDI|한국보건산업진흥원|KR|public_institute
KOFIH|한국국제보건의료재단|KR|public_institute
INNOPOLIS|연구개발특구진흥재단;연구개발특구재단|KR|public_institute
MSIT|과학기술정보통신부;과기정통부;과기부|KR|government
MOFA|외교부|KR|government
MOTIE|산업통상자원부;산업부|KR|government
MOEF|기획재정부;기재부|KR|government
MOLIT|국토교통부;국토부|KR|government
MOIS|행정안전부;행안부|KR|government
MSS|중소벤처기업부;중기부|KR|government
MAFRA|농림축산식품부;농식품부|KR|government
MCST|문화체육관광부;문체부|KR|government
|해양수산부;해수부|KR|government
|보건복지부;복지부|KR|government
|고용노동부;고용부|KR|government
|국무조정실;국조실|KR|government
|특허청;지식재산처|KR|government
|대전광역시;대전시|KR|government
|서울특별시;서울시|KR|government
|부산광역시;부산시|KR|government
|대구광역시;대구시|KR|government
|인천광역시;인천시|KR|government
|광주광역시;광주시|KR|government
|울산광역시;울산시|KR|government
|세종특별자치시;세종시|KR|government
UN|유엔;국제연합;United Nations|INT|international
UNDP|유엔개발계획;United Nations Development Programme;Programa de las Naciones Unidas para el Desarrollo;\
PNUD|INT|international
UNESCO|유네스코;United Nations Educational, Scientific and Cultural Organization;\
Organización de las Naciones Unidas para la Educación, la Ciencia y la Cultura|INT|international
UNIDO|유엔산업개발기구;United Nations Industrial Development Organization;ONUDI|INT|international
UNICEF|유니세프;United Nations Children's Fund;유엔아동기금;\
Fondo de las Naciones Unidas para la Infancia|INT|international
UNESCAP|유엔아시아태평양경제사회위원회;ESCAP|INT|international
UNCTAD|유엔무역개발회의;United Nations Conference on Trade and Development|INT|international
UNEP|유엔환경계획;United Nations Environment Programme;PNUMA|INT|international
WHO|세계보건기구;World Health Organization;OMS;Organización Mundial de la Salud|INT|international
FAO|유엔식량농업기구;Food and Agriculture Organization of the United Nations;Food and Agriculture Organization;\
Organización de las Naciones Unidas para la Alimentación y la Agricultura|INT|international
ITU|국제전기통신연합;International Telecommunication Union;UIT|INT|international
WIPO|세계지식재산기구;World Intellectual Property Organization;OMPI|INT|international
OECD|경제협력개발기구;Organisation for Economic Co-operation and Development;OCDE|INT|international
World Bank|세계은행;WB;Banco Mundial;World Bank Group;세계은행그룹|INT|international
ADB|아시아개발은행;Asian Development Bank|INT|international
AfDB|아프리카개발은행;African Development Bank|INT|international
EBRD|유럽부흥개발은행;European Bank for Reconstruction and Development|INT|international
AIIB|아시아인프라투자은행;Asian Infrastructure Investment Bank|INT|international
IDB|미주개발은행;BID;Inter-American Development Bank;Banco Interamericano de Desarrollo|INT|international
CAF|중남미개발은행|INT|international
GCF|녹색기후기금;Green Climate Fund|INT|international
GGGI|글로벌녹색성장연구소;Global Green Growth Institute|INT|international
CEPAL|ECLAC;중남미경제위원회|INT|international
ASEAN|아세안|INT|international
JICA|일본국제협력기구;자이카;Japan International Cooperation Agency|JP|government
GIZ|독일국제협력공사;Deutsche Gesellschaft für Internationale Zusammenarbeit|DE|government
USAID|미국국제개발처;United States Agency for International Development|US|government
KRC|한국농어촌공사;농어촌공사|KR|public_institute
KOTI|한국교통연구원|KR|research_institute
KEDI|한국교육개발원|KR|research_institute
KRIVET|한국직업능력연구원|KR|research_institute
NILE|국가평생교육진흥원|KR|public_institute
KERIS|한국교육학술정보원|KR|public_institute
HRDK|한국산업인력공단|KR|public_institute
KHNP|한국수력원자력|KR|public_institute
KORAIL|한국철도공사|KR|public_institute
KOEM|해양환경공단|KR|public_institute
KMI|한국해양수산개발원|KR|research_institute
KREI|한국농촌경제연구원|KR|research_institute
RDA|농촌진흥청|KR|government
KMA|기상청|KR|government
KFS|산림청|KR|government
KCS|관세청|KR|government
NTS|국세청|KR|government
PPS|조달청|KR|government
KDCA|질병관리청|KR|government
|식품의약품안전처;식약처|KR|government
|여성가족부;여가부|KR|government
|국가보훈부;보훈부|KR|government
|인사혁신처|KR|government
|법제처|KR|government
|감사원|KR|government
UNCDF|유엔자본개발기금;UN Capital Development Fund|INT|international
UNFPA|유엔인구기금;United Nations Population Fund|INT|international
UNHCR|유엔난민기구;United Nations High Commissioner for Refugees;ACNUR|INT|international
UN Women|유엔여성기구|INT|international
UNOPS|유엔프로젝트조달기구;United Nations Office for Project Services|INT|international
UN-Habitat|유엔해비타트;유엔인간정주계획|INT|international
UNODC|유엔마약범죄사무소;United Nations Office on Drugs and Crime|INT|international
WFP|세계식량계획;유엔세계식량계획;World Food Programme|INT|international
ILO|국제노동기구;International Labour Organization;International Labour Office;OIT;\
Organización Internacional del Trabajo|INT|international
IFAD|국제농업개발기금;International Fund for Agricultural Development;FIDA|INT|international
IMF|국제통화기금;International Monetary Fund|INT|international
IFC|국제금융공사;International Finance Corporation|INT|international
IOM|국제이주기구;International Organization for Migration|INT|international
WMO|세계기상기구;World Meteorological Organization|INT|international
WTO|세계무역기구;World Trade Organization|INT|international
IAEA|국제원자력기구;International Atomic Energy Agency;OIEA|INT|international
ICAO|국제민간항공기구|INT|international
IMO|국제해사기구|INT|international
PAHO|범미보건기구;OPS|INT|international
IsDB|이슬람개발은행;Islamic Development Bank|INT|international
CABEI|중미경제통합은행;BCIE|INT|international
GEF|지구환경기금;지구환경금융;Global Environment Facility|INT|international
EU|유럽연합;European Union;Unión Europea|INT|international
EIB|유럽투자은행|INT|international
AU|아프리카연합;African Union|INT|international
KfW|독일재건은행;독일부흥은행;Kreditanstalt für Wiederaufbau|DE|government
AFD|프랑스개발청;Agence Française de Développement|FR|government
FCDO|영국외무영연방개발부|GB|government
DFAT|호주외교통상부|AU|government
Norad|노르웨이개발협력청;Norwegian Agency for Development Cooperation|NO|government
Sida|스웨덴국제개발협력청;Swedish International Development Cooperation Agency|SE|government
Danida|덴마크국제개발협력단|DK|government
AECID|스페인국제개발협력청;Agencia Española de Cooperación Internacional para el Desarrollo|ES|government
Enabel|벨기에개발청|BE|government
ANID|Agencia Nacional de Investigación y Desarrollo|CL|government
CONICET|Consejo Nacional de Investigaciones Científicas y Técnicas|AR|research_institute
CNPq|Conselho Nacional de Desenvolvimento Científico e Tecnológico|BR|government
Embrapa|Empresa Brasileira de Pesquisa Agropecuária|BR|research_institute
CNRS|프랑스국립과학연구센터|FR|research_institute
DAAD|독일학술교류처|DE|public_institute
DFG|독일연구재단|DE|public_institute
NASA|미국항공우주국|US|government
NOAA|미국해양대기청|US|government
NIH|미국국립보건원|US|government
JSPS|일본학술진흥회|JP|public_institute
NEDO|신에너지산업기술종합개발기구|JP|public_institute
JETRO|일본무역진흥기구;제트로|JP|public_institute
JBIC|일본국제협력은행|JP|government
CGIAR|국제농업연구협의단|INT|international
IRRI|국제미작연구소|INT|research_institute
IUCN|세계자연보전연맹|INT|international
WWF|세계자연기금|INT|association
MSF|국경없는의사회;Médecins Sans Frontières|INT|association
ICRC|국제적십자위원회|INT|international
Gavi|세계백신면역연합|INT|international
Save the Children|세이브더칠드런|INT|association
World Vision|월드비전|INT|association
Oxfam|옥스팜|INT|association
Good Neighbors|굿네이버스|KR|association
IVI|국제백신연구소;International Vaccine Institute|INT|research_institute
IEA|국제에너지기구|INT|international
IRENA|국제재생에너지기구|INT|international
"""

# Ministries of Latin America are written by their acronym in Spanish and by their task in Korean.
_KNOWN_MINISTRIES = """\
PE|PCM:총리실,국무조정실,국무총리실;PRODUCE:생산부;MINEDU:교육부;MEF:경제재정부,경제부,재무부;MINSA:보건부;MINAM:환경부;MTC:교통통신부;MINCUL:문화부;\
MINCETUR:통상관광부;MIDAGRI:농업부,농업개발관개부;MINEM:에너지광업부,에너지광산부;RREE:외교부
CO|MINTIC:정보통신부,정보통신기술부;MINCIENCIAS:과학기술혁신부;DNP:기획청,국가기획처
CL|MINEDUC:교육부;MINCIENCIA:과학기술지식혁신부;CORFO:생산진흥청
EC|SENESCYT:고등교육과학기술혁신처;MINTEL:통신정보화사회부
MX|SEP:교육부;SHCP:재무부;SECIHTI:과학인문기술혁신부
"""


@cache
def known() -> dict[str, tuple[str, tuple[str, ...], str, str]]:
    """Key of a name → (canonical name, all its names, country or INT, kind) of well-known bodies."""
    out: dict[str, tuple[str, tuple[str, ...], str, str]] = {}
    for row in _KNOWN.splitlines():
        acronym, others, country, kind = row.split("|")
        names = tuple(name for name in (acronym, *others.split(";")) if name)
        entry = (names[0], names, country, kind)  # one object a body: it is compared by identity
        for name in names:
            out[organization_key(name)] = entry
    return out


@cache
def known_ministries() -> dict[str, dict[str, tuple[str, ...]]]:
    """Country → acronym → Korean names, for ministries that minutes call by their task."""
    out: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in _KNOWN_MINISTRIES.splitlines():
        country, _, entries = row.partition("|")
        out[country] = {
            acronym: tuple(names.split(","))
            for entry in entries.split(";")
            for acronym, _, names in [entry.partition(":")]
        }
    return out
