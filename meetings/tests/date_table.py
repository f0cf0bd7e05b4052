"""What reports write for days, windows and deadlines, and what it means: the table behind ``test_date_table``.

Each line: text | first day | last day | d for a deadline, w for a window | precision. "-" is what the words leave
open. Counted from a meeting on Wednesday 13 August 2025, a return on 15 August and a submission on 29 August.
"""

KOREAN = """
2025. 8. 18. | 2025-08-18 | 2025-08-18 | w | day
2025.8.18(월) | 2025-08-18 | 2025-08-18 | w | day
2025-08-18(월)까지 | 2025-08-18 | 2025-08-18 | d | day
’26. 3. 9. | 2026-03-09 | 2026-03-09 | w | day
'26.3.9.(월)한 | 2026-03-09 | 2026-03-09 | d | day
26. 3. 9. | 2026-03-09 | 2026-03-09 | w | day
26.03.09까지 | 2026-03-09 | 2026-03-09 | d | day
2026년3월9일 | 2026-03-09 | 2026-03-09 | w | day
’26년 3월 9일 월요일 | 2026-03-09 | 2026-03-09 | w | day
26-03-09 | 2026-03-09 | 2026-03-09 | w | day
2026/3/9 | 2026-03-09 | 2026-03-09 | w | day
2025년 8월 말일 | 2025-08-31 | 2025-08-31 | w | month
8월 18일(월) 14시까지 | 2025-08-18 | 2025-08-18 | d | day
8월 18일 오후 6시까지 | 2025-08-18 | 2025-08-18 | d | day
8.18(월) | 2025-08-18 | 2025-08-18 | w | day
8.18.(월)까지 | 2025-08-18 | 2025-08-18 | d | day
8. 29.(금) 限 | 2025-08-29 | 2025-08-29 | d | day
~8.29(금) | 2025-08-29 | 2025-08-29 | d | day
~ 9월 말 | 2025-09-21 | 2025-09-30 | d | month
8/29(금)까지 | 2025-08-29 | 2025-08-29 | d | day
8/29 限 | 2025-08-29 | 2025-08-29 | d | day
5/12(일) | 2025-05-12 | 2025-05-12 | w | day
9. 1. ~ 9. 5. | 2025-09-01 | 2025-09-05 | w | day
9.1~9.5 | 2025-09-01 | 2025-09-05 | w | day
9.1.(월)~5.(금) | 2025-09-01 | 2025-09-05 | w | day
9월 1일(월)∼5일(금) | 2025-09-01 | 2025-09-05 | w | day
9월 1일에서 5일까지 | 2025-09-01 | 2025-09-05 | w | day
9월 1일부터 10월 3일까지 | 2025-09-01 | 2025-10-03 | w | day
9월 1~5일 | 2025-09-01 | 2025-09-05 | w | day
9월 1일, 3일 | 2025-09-01 | 2025-09-01 | w | day
2025년 12월 30일 ~ 1월 2일 | 2025-12-30 | 2026-01-02 | w | day
'25.12.30~'26.1.2 | 2025-12-30 | 2026-01-02 | w | day
2025.09.01.-09.05. | 2025-09-01 | 2025-09-05 | w | day
2025. 9. 1. – 2025. 9. 5. | 2025-09-01 | 2025-09-05 | w | day
9~11월 | 2025-09-01 | 2025-11-30 | w | month
9월~11월 중 | 2025-09-01 | 2025-11-30 | w | month
2025년 9월~2026년 2월 | 2025-09-01 | 2026-02-28 | w | month
'25.9월~'26.2월 | 2025-09-01 | 2026-02-28 | w | month
2025. 9월 | 2025-09-01 | 2025-09-30 | w | month
'25.9월 중 | 2025-09-01 | 2025-09-30 | w | month
2025. 9월 말까지 | 2025-09-21 | 2025-09-30 | d | month
2025년 9월중 | 2025-09-01 | 2025-09-30 | w | month
2월 말~3월 초 | 2026-02-21 | 2026-03-10 | w | month
9월 말 또는 10월 초 | 2025-09-21 | 2025-10-10 | w | month
9월말∼10월초 | 2025-09-21 | 2025-10-10 | w | month
9월 초순 | 2025-09-01 | 2025-09-10 | w | month
9월 중하순 | 2025-09-11 | 2025-09-30 | w | month
9월 초중순 | 2025-09-01 | 2025-09-20 | w | month
9월 초~중순 | 2025-09-01 | 2025-09-20 | w | month
2025. 9. | 2025-09-01 | 2025-09-30 | w | month
'25. 9. ~ '26. 2. | 2025-09-01 | 2026-02-28 | w | month
2025.9까지 | 2025-09-01 | 2025-09-30 | d | month
연말 전까지 | 2025-12-01 | 2025-12-31 | d | year_end
9월 상순까지 | 2025-09-01 | 2025-09-10 | d | month
9월 하순경 | 2025-09-21 | 2025-09-30 | w | month
9월 중순까지 | 2025-09-11 | 2025-09-20 | d | month
9월 전반기 | 2025-09-01 | 2025-09-15 | w | month
9월 내 | 2025-09-01 | 2025-09-30 | d | month
9월 이내에 | 2025-09-01 | 2025-09-30 | d | month
9월까지 | 2025-09-01 | 2025-09-30 | d | month
9월경 | 2025-09-01 | 2025-09-30 | w | month
9월께 | 2025-09-01 | 2025-09-30 | w | month
9월에 | 2025-09-01 | 2025-09-30 | w | month
9월 첫째 주 | 2025-09-01 | 2025-09-05 | w | month
9월 첫 주까지 | 2025-09-01 | 2025-09-05 | d | month
9월 1주 | 2025-09-01 | 2025-09-05 | w | month
9월 둘째주 중 | 2025-09-08 | 2025-09-12 | w | month
9월 셋째 주까지 | 2025-09-15 | 2025-09-19 | d | month
9월 3주차 | 2025-09-15 | 2025-09-19 | w | month
9월 셋째 주 수요일 | 2025-09-17 | 2025-09-17 | w | day
9월 첫째 월요일 | 2025-09-01 | 2025-09-01 | w | day
9월 마지막 금요일 | 2025-09-26 | 2025-09-26 | w | day
9월 넷째주 | 2025-09-22 | 2025-09-26 | w | month
9월 마지막 주 | 2025-09-22 | 2025-09-26 | w | month
12월 마지막 주 | 2025-12-22 | 2025-12-26 | w | month
9월 1~2주 | 2025-09-01 | 2025-09-12 | w | month
둘째 주 중 | 2025-08-11 | 2025-08-15 | w | month
셋째 주까지 | 2025-08-18 | 2025-08-22 | d | month
다음 달 첫째 주 | 2025-09-01 | 2025-09-05 | w | month
다음달 셋째 주까지 | 2025-09-15 | 2025-09-19 | d | month
다음 달 초 | 2025-09-01 | 2025-09-10 | w | month
다음 달 말까지 | 2025-09-21 | 2025-09-30 | d | month
다음 달 중 | 2025-09-01 | 2025-09-30 | w | month
다음 달 10일까지 | 2025-09-10 | 2025-09-10 | d | day
내달 초 | 2025-09-01 | 2025-09-10 | w | month
익월 15일 | 2025-09-15 | 2025-09-15 | w | day
이달 말까지 | 2025-08-21 | 2025-08-31 | d | month
이달 중 | 2025-08-01 | 2025-08-31 | w | month
이달 내 | 2025-08-01 | 2025-08-31 | d | month
금월 말 | 2025-08-21 | 2025-08-31 | w | month
월말까지 | 2025-08-21 | 2025-08-31 | d | month
이번 주 금요일까지 | 2025-08-15 | 2025-08-15 | d | day
금주 내 | 2025-08-11 | 2025-08-15 | d | day
이번 주말까지 | 2025-08-16 | 2025-08-17 | d | day
주말까지 | 2025-08-16 | 2025-08-17 | d | day
다음 주 중 | 2025-08-18 | 2025-08-22 | w | day
다음 주 초 | 2025-08-18 | 2025-08-19 | w | day
다음 주까지 | 2025-08-18 | 2025-08-22 | d | day
차주 월요일(8. 18.) | 2025-08-18 | 2025-08-18 | w | day
다음 주 화요일 | 2025-08-19 | 2025-08-19 | w | day
다다음 주 수요일까지 | 2025-08-27 | 2025-08-27 | d | day
내주 중 | 2025-08-18 | 2025-08-22 | w | day
금요일까지 | 2025-08-15 | 2025-08-15 | d | day
오는 금요일까지 | 2025-08-15 | 2025-08-15 | d | day
오는 27일 | 2025-08-27 | 2025-08-27 | w | day
오는 9월 5일까지 | 2025-09-05 | 2025-09-05 | d | day
27일까지 | 2025-08-27 | 2025-08-27 | d | day
27일(수)까지 | 2025-08-27 | 2025-08-27 | d | day
내일까지 | 2025-08-14 | 2025-08-14 | d | day
익일까지 | 2025-08-14 | 2025-08-14 | d | day
모레까지 | 2025-08-15 | 2025-08-15 | d | day
금일 중 | 2025-08-13 | 2025-08-13 | w | day
오늘까지 | 2025-08-13 | 2025-08-13 | d | day
당일 내 | 2025-08-13 | 2025-08-13 | d | day
귀국 후 2주 | 2025-08-29 | 2025-08-29 | w | day
귀국 후 2주 내 | 2025-08-15 | 2025-08-29 | d | day
귀국 후 1주일 이내에 | 2025-08-15 | 2025-08-22 | d | day
귀국 후 일주일 안에 | 2025-08-15 | 2025-08-22 | d | day
귀국일로부터 10일 이내 | 2025-08-15 | 2025-08-25 | d | day
귀국 후 10일까지 | 2025-08-25 | 2025-08-25 | d | day
귀국 직후 | - | - | w | soon
귀국 즉시 | - | - | w | soon
출장 종료 후 1개월 이내 | 2025-08-15 | 2025-09-15 | d | day
출장 후 15일 이내 | 2025-08-15 | 2025-08-30 | d | day
복귀 후 5영업일 이내 | 2025-08-15 | 2025-08-22 | d | day
제출 후 10일 이내 | 2025-08-29 | 2025-09-08 | d | day
보고서 제출 후 2주 내 | 2025-08-29 | 2025-09-12 | d | day
결과보고 후 1개월 이내 | 2025-08-29 | 2025-09-29 | d | day
제안서 제출 후 10일 이내 | - | - | d | none
면담일로부터 2주 이내 | 2025-08-13 | 2025-08-27 | d | day
회의 후 3일 내 | 2025-08-13 | 2025-08-16 | d | day
2주 내로 | 2025-08-13 | 2025-08-27 | d | day
향후 2주 이내 | 2025-08-13 | 2025-08-27 | d | day
앞으로 3개월 안에 | 2025-08-13 | 2025-11-13 | d | day
한 달 이내 | 2025-08-13 | 2025-09-13 | d | day
한 달 내 | 2025-08-13 | 2025-09-13 | d | day
1달 이내 | 2025-08-13 | 2025-09-13 | d | day
두 달 안에 | 2025-08-13 | 2025-10-13 | d | day
6개월 이내 | 2025-08-13 | 2026-02-13 | d | day
보름 이내 | 2025-08-13 | 2025-08-28 | d | day
열흘 안에 | 2025-08-13 | 2025-08-23 | d | day
사흘 내 | 2025-08-13 | 2025-08-16 | d | day
이틀 내로 | 2025-08-13 | 2025-08-15 | d | day
7일 이내 | 2025-08-13 | 2025-08-20 | d | day
근무일 기준 5일 이내 | 2025-08-13 | 2025-08-20 | d | day
3주 후 | 2025-09-03 | 2025-09-03 | w | day
2~3주 내 | 2025-08-13 | 2025-09-03 | d | day
2∼3개월 이내 | 2025-08-13 | 2025-11-13 | d | day
1년 이내 | 2025-08-13 | 2026-08-13 | d | day
협약 체결 후 3개월 | - | - | w | none
협약 체결 후 3개월 이내 | - | - | d | none
체결일로부터 60일 이내 | - | - | d | none
승인 후 14일 이내 | - | - | d | none
차기 회의 1주 전까지 | - | - | d | none
회의 개최 2주 전까지 | - | - | d | none
우기 전까지 | - | - | d | none
9월 25일 개최, 1주 전까지 | 2025-09-18 | 2025-09-18 | d | day
9월 10일 이전 | 2025-09-10 | 2025-09-10 | d | day
9월 10일 전까지 | 2025-09-10 | 2025-09-10 | d | day
9월 10일 전후 | 2025-09-08 | 2025-09-12 | w | day
9월 10일경 | 2025-09-08 | 2025-09-12 | w | day
9월 10일쯤 | 2025-09-08 | 2025-09-12 | w | day
3분기 중 | 2025-07-01 | 2025-09-30 | w | quarter
3분기 내 | 2025-07-01 | 2025-09-30 | d | quarter
4/4분기 | 2025-10-01 | 2025-12-31 | w | quarter
4분기 초 | 2025-10-01 | 2025-10-31 | w | quarter
3분기 말까지 | 2025-09-01 | 2025-09-30 | d | quarter
'26년 1분기 | 2026-01-01 | 2026-03-31 | w | quarter
2026.1분기 | 2026-01-01 | 2026-03-31 | w | quarter
내년 1분기까지 | 2026-01-01 | 2026-03-31 | d | quarter
올해 4분기 | 2025-10-01 | 2025-12-31 | w | quarter
3~4분기 | 2025-07-01 | 2025-12-31 | w | quarter
이번 분기 내 | 2025-07-01 | 2025-09-30 | d | quarter
다음 분기 | 2025-10-01 | 2025-12-31 | w | quarter
1사분기 | 2026-01-01 | 2026-03-31 | w | quarter
상반기 내 | 2026-01-01 | 2026-06-30 | d | half
내년 상반기 | 2026-01-01 | 2026-06-30 | w | half
2026년 상반기까지 | 2026-01-01 | 2026-06-30 | d | half
’26년 상반기 중 | 2026-01-01 | 2026-06-30 | w | half
'26.상반기 | 2026-01-01 | 2026-06-30 | w | half
하반기 중 | 2025-07-01 | 2025-12-31 | w | half
올 하반기 | 2025-07-01 | 2025-12-31 | w | half
하반기 초 | 2025-07-01 | 2025-07-31 | w | half
연말까지 | 2025-12-01 | 2025-12-31 | d | year_end
금년 말까지 | 2025-12-01 | 2025-12-31 | d | year_end
올해 말까지 | 2025-12-01 | 2025-12-31 | d | year_end
올 연말 | 2025-12-01 | 2025-12-31 | w | year_end
연내 | 2025-08-13 | 2025-12-31 | d | year_end
올해 안에 | 2025-01-01 | 2025-12-31 | d | year
올해 안으로 | 2025-01-01 | 2025-12-31 | d | year
금년 내 | 2025-01-01 | 2025-12-31 | d | year
내년 초 | 2026-01-01 | 2026-01-31 | w | year
내년 중 | 2026-01-01 | 2026-12-31 | w | year
내년까지 | 2026-01-01 | 2026-12-31 | d | year
내년 봄 | 2026-03-01 | 2026-05-31 | w | quarter
2026년 초 | 2026-01-01 | 2026-01-31 | w | year
'26년 말 | 2026-12-01 | 2026-12-31 | w | year_end
내후년 | 2027-01-01 | 2027-12-31 | w | year
내년 3월 | 2026-03-01 | 2026-03-31 | w | month
내년 3월 5일 | 2026-03-05 | 2026-03-05 | w | day
명년 2월까지 | 2026-02-01 | 2026-02-28 | d | month
올가을 | 2025-09-01 | 2025-11-30 | w | quarter
가을까지 | 2025-09-01 | 2025-11-30 | d | quarter
이번 겨울 | 2025-12-01 | 2026-02-28 | w | quarter
여름방학 | 2025-07-01 | 2025-08-31 | w | quarter
2026년 여름방학 중 | 2026-07-01 | 2026-08-31 | w | quarter
겨울방학 | 2025-12-01 | 2026-02-28 | w | quarter
2학기 | 2025-09-01 | 2025-12-31 | w | half
1학기 중 | 2026-03-01 | 2026-06-30 | w | half
2026년 1학기 | 2026-03-01 | 2026-06-30 | w | half
2026년 가을학기 | 2026-09-01 | 2026-12-31 | w | half
2026학년도 1학기 | 2026-03-01 | 2026-06-30 | w | half
2026 회계연도 | 2026-01-01 | 2026-12-31 | w | year
조속히 | - | - | w | soon
빠른 시일 내에 | - | - | w | soon
가급적 빨리 | - | - | w | soon
최대한 빨리 | - | - | w | soon
가까운 시일 내 | - | - | w | soon
추후 협의 | - | - | w | none
미정 | - | - | w | none
시기 미정 | - | - | w | none
수시 | - | - | w | none
"""

ENGLISH = """
18 August 2025 | 2025-08-18 | 2025-08-18 | w | day
18 Aug. 2025 | 2025-08-18 | 2025-08-18 | w | day
18-Aug-2025 | 2025-08-18 | 2025-08-18 | w | day
18-Aug-25 | 2025-08-18 | 2025-08-18 | w | day
18 Aug '25 | 2025-08-18 | 2025-08-18 | w | day
August 18, 2025 | 2025-08-18 | 2025-08-18 | w | day
Aug. 18, 2025 | 2025-08-18 | 2025-08-18 | w | day
Monday, August 18, 2025 | 2025-08-18 | 2025-08-18 | w | day
Monday 18 August | 2025-08-18 | 2025-08-18 | w | day
Mon. 18 Aug. | 2025-08-18 | 2025-08-18 | w | day
Mon, 18 Aug 2025 | 2025-08-18 | 2025-08-18 | w | day
18 August (Monday) | 2025-08-18 | 2025-08-18 | w | day
18th August | 2025-08-18 | 2025-08-18 | w | day
the 18th of August 2025 | 2025-08-18 | 2025-08-18 | w | day
August 18th | 2025-08-18 | 2025-08-18 | w | day
August the 18th | 2025-08-18 | 2025-08-18 | w | day
18 AUG 2025 | 2025-08-18 | 2025-08-18 | w | day
18 AUGUST 2025 | 2025-08-18 | 2025-08-18 | w | day
2025-08-18 | 2025-08-18 | 2025-08-18 | w | day
18.08.2025 | 2025-08-18 | 2025-08-18 | w | day
18/08/2025 | 2025-08-18 | 2025-08-18 | w | day
08/18/2025 | 2025-08-18 | 2025-08-18 | w | day
18/08/25 | 2025-08-18 | 2025-08-18 | w | day
8/18/25 | 2025-08-18 | 2025-08-18 | w | day
by the 20th | 2025-08-20 | 2025-08-20 | d | day
on the 3rd | 2025-09-03 | 2025-09-03 | w | day
until the 3rd of September | 2025-09-03 | 2025-09-03 | d | day
1-5 September 2025 | 2025-09-01 | 2025-09-05 | w | day
1 to 5 September | 2025-09-01 | 2025-09-05 | w | day
1st–5th September | 2025-09-01 | 2025-09-05 | w | day
1 and 2 September | 2025-09-01 | 2025-09-02 | w | day
1 & 2 September | 2025-09-01 | 2025-09-02 | w | day
September 1-5, 2025 | 2025-09-01 | 2025-09-05 | w | day
September 1 to 5 | 2025-09-01 | 2025-09-05 | w | day
September 1 and 2, 2025 | 2025-09-01 | 2025-09-02 | w | day
Sept. 1–5 | 2025-09-01 | 2025-09-05 | w | day
from 1 September to 3 October 2025 | 2025-09-01 | 2025-10-03 | w | day
between 1 and 5 September | 2025-09-01 | 2025-09-05 | w | day
28 August – 3 September 2025 | 2025-08-28 | 2025-09-03 | w | day
August 28 – September 3, 2025 | 2025-08-28 | 2025-09-03 | w | day
29 December 2025 to 3 January 2026 | 2025-12-29 | 2026-01-03 | w | day
1/9/2025 - 5/9/2025 | 2025-09-01 | 2025-09-05 | w | day
by 15 September | 2025-09-15 | 2025-09-15 | d | day
by September 15 | 2025-09-15 | 2025-09-15 | d | day
by 15 Sept. | 2025-09-15 | 2025-09-15 | d | day
no later than September 15, 2025 | 2025-09-15 | 2025-09-15 | d | day
not later than 15 September | 2025-09-15 | 2025-09-15 | d | day
at the latest by 15 September | 2025-09-15 | 2025-09-15 | d | day
at the latest on 15 September | 2025-09-15 | 2025-09-15 | d | day
15 September at the latest | 2025-09-15 | 2025-09-15 | d | day
latest by 15 September | 2025-09-15 | 2025-09-15 | d | day
on or before 15 September | 2025-09-15 | 2025-09-15 | d | day
up to 15 September | 2025-09-15 | 2025-09-15 | d | day
Deadline: 15 September 2025 | 2025-09-15 | 2025-09-15 | d | day
due 15 September | 2025-09-15 | 2025-09-15 | d | day
due by 15 September | 2025-09-15 | 2025-09-15 | d | day
before 15 September | 2025-09-15 | 2025-09-15 | d | day
ahead of 15 September | 2025-09-15 | 2025-09-15 | d | day
around 15 September | 2025-09-13 | 2025-09-17 | w | day
on or about 15 September | 2025-09-13 | 2025-09-17 | w | day
COB Friday | 2025-08-15 | 2025-08-15 | d | day
by COB Friday | 2025-08-15 | 2025-08-15 | d | day
by close of business on Friday | 2025-08-15 | 2025-08-15 | d | day
by EOD Monday | 2025-08-18 | 2025-08-18 | d | day
by COB 15 September | 2025-09-15 | 2025-09-15 | d | day
by noon on Friday | 2025-08-15 | 2025-08-15 | d | day
by Friday, 22 August | 2025-08-22 | 2025-08-22 | d | day
by Friday | 2025-08-15 | 2025-08-15 | d | day
on Friday | 2025-08-15 | 2025-08-15 | w | day
next Monday | 2025-08-18 | 2025-08-18 | w | day
by next Friday | 2025-08-22 | 2025-08-22 | d | day
Friday next week | 2025-08-22 | 2025-08-22 | w | day
by Wednesday of next week | 2025-08-20 | 2025-08-20 | d | day
this Friday | 2025-08-15 | 2025-08-15 | w | day
by tomorrow | 2025-08-14 | 2025-08-14 | d | day
by the end of today | 2025-08-13 | 2025-08-13 | d | day
this week | 2025-08-11 | 2025-08-15 | w | day
by the end of this week | 2025-08-14 | 2025-08-15 | d | day
by end of week | 2025-08-14 | 2025-08-15 | d | day
next week | 2025-08-18 | 2025-08-22 | w | day
early next week | 2025-08-18 | 2025-08-19 | w | day
late next week | 2025-08-21 | 2025-08-22 | w | day
by the end of next week | 2025-08-21 | 2025-08-22 | d | day
the week after next | 2025-08-25 | 2025-08-29 | w | day
the following week | 2025-08-18 | 2025-08-22 | w | day
week of 1 September | 2025-09-01 | 2025-09-05 | w | day
in the week of September 1 | 2025-09-01 | 2025-09-05 | w | day
the week commencing 1 September 2025 | 2025-09-01 | 2025-09-05 | w | day
week beginning 1 September | 2025-09-01 | 2025-09-05 | w | day
w/c 1 September | 2025-09-01 | 2025-09-05 | w | day
week ending 5 September | 2025-09-01 | 2025-09-05 | w | day
the first week of September | 2025-09-01 | 2025-09-05 | w | month
first week in September 2025 | 2025-09-01 | 2025-09-05 | w | month
by the second week of September | 2025-09-08 | 2025-09-12 | d | month
the last week of September | 2025-09-22 | 2025-09-26 | w | month
the first Monday of September | 2025-09-01 | 2025-09-01 | w | day
the third Friday in October 2025 | 2025-10-17 | 2025-10-17 | w | day
early September | 2025-09-01 | 2025-09-10 | w | month
by early September | 2025-09-01 | 2025-09-10 | d | month
mid-September | 2025-09-11 | 2025-09-20 | w | month
mid September 2025 | 2025-09-11 | 2025-09-20 | w | month
by mid-Sept. | 2025-09-11 | 2025-09-20 | d | month
the middle of September | 2025-09-11 | 2025-09-20 | w | month
late September | 2025-09-21 | 2025-09-30 | w | month
end September | 2025-09-21 | 2025-09-30 | w | month
by end-September | 2025-09-21 | 2025-09-30 | d | month
by end of September | 2025-09-21 | 2025-09-30 | d | month
by the end of September 2025 | 2025-09-21 | 2025-09-30 | d | month
towards the end of September | 2025-09-21 | 2025-09-30 | w | month
the second half of September | 2025-09-16 | 2025-09-30 | w | month
the first fortnight of September | 2025-09-01 | 2025-09-15 | w | month
in September | 2025-09-01 | 2025-09-30 | w | month
in the month of September | 2025-09-01 | 2025-09-30 | w | month
during September 2025 | 2025-09-01 | 2025-09-30 | w | month
by September | 2025-09-01 | 2025-09-30 | d | month
September 2025 | 2025-09-01 | 2025-09-30 | w | month
September/October 2025 | 2025-09-01 | 2025-10-31 | w | month
between September and November | 2025-09-01 | 2025-11-30 | w | month
from September to November 2025 | 2025-09-01 | 2025-11-30 | w | month
late September or early October | 2025-09-21 | 2025-10-10 | w | month
this month | 2025-08-01 | 2025-08-31 | w | month
by the end of the month | 2025-08-21 | 2025-08-31 | d | month
by month-end | 2025-08-21 | 2025-08-31 | d | month
next month | 2025-09-01 | 2025-09-30 | w | month
by the end of next month | 2025-09-21 | 2025-09-30 | d | month
early next month | 2025-09-01 | 2025-09-10 | w | month
by the middle of next month | 2025-09-11 | 2025-09-20 | d | month
Q3 2025 | 2025-07-01 | 2025-09-30 | w | quarter
by end-Q3 2026 | 2026-09-01 | 2026-09-30 | d | quarter
by the end of Q3 | 2025-09-01 | 2025-09-30 | d | quarter
in Q4 | 2025-10-01 | 2025-12-31 | w | quarter
early Q1 2026 | 2026-01-01 | 2026-01-31 | w | quarter
3Q 2025 | 2025-07-01 | 2025-09-30 | w | quarter
1Q26 | 2026-01-01 | 2026-03-31 | w | quarter
2026 Q1 | 2026-01-01 | 2026-03-31 | w | quarter
the first quarter of 2026 | 2026-01-01 | 2026-03-31 | w | quarter
first quarter 2026 | 2026-01-01 | 2026-03-31 | w | quarter
in the third quarter | 2025-07-01 | 2025-09-30 | w | quarter
by the third quarter of next year | 2026-07-01 | 2026-09-30 | d | quarter
by the end of the fourth quarter | 2025-12-01 | 2025-12-31 | d | quarter
2H 2025 | 2025-07-01 | 2025-12-31 | w | half
Q3/Q4 2025 | 2025-07-01 | 2025-12-31 | w | quarter
09/2025 | 2025-09-01 | 2025-09-30 | w | month
the 2nd half of September | 2025-09-16 | 2025-09-30 | w | month
in the first ten days of September | 2025-09-01 | 2025-09-10 | w | month
by 5 p.m. on Friday | 2025-08-15 | 2025-08-15 | d | day
next quarter | 2025-10-01 | 2025-12-31 | w | quarter
by the end of the quarter | 2025-09-01 | 2025-09-30 | d | quarter
H1 2026 | 2026-01-01 | 2026-06-30 | w | half
in the first half of 2026 | 2026-01-01 | 2026-06-30 | w | half
in the second half of the year | 2025-07-01 | 2025-12-31 | w | half
by the first half of next year | 2026-01-01 | 2026-06-30 | d | half
by the end of the year | 2025-12-01 | 2025-12-31 | d | year_end
by year-end | 2025-12-01 | 2025-12-31 | d | year_end
by the end of 2026 | 2026-12-01 | 2026-12-31 | d | year_end
by end-2026 | 2026-12-01 | 2026-12-31 | d | year_end
end 2026 | 2026-12-01 | 2026-12-31 | w | year_end
before the end of the year | 2025-12-01 | 2025-12-31 | d | year_end
early 2026 | 2026-01-01 | 2026-01-31 | w | year
mid-2026 | 2026-06-01 | 2026-07-31 | w | year
late 2026 | 2026-12-01 | 2026-12-31 | w | year_end
early next year | 2026-01-01 | 2026-01-31 | w | year
later this year | 2025-08-13 | 2025-12-31 | w | year_end
by the end of next year | 2026-12-01 | 2026-12-31 | d | year_end
next year | 2026-01-01 | 2026-12-31 | w | year
in 2027 | 2027-01-01 | 2027-12-31 | w | year
by 2027 | 2027-01-01 | 2027-12-31 | d | year
FY2026 | 2026-01-01 | 2026-12-31 | w | year
in the autumn | 2025-09-01 | 2025-11-30 | w | quarter
autumn 2026 | 2026-09-01 | 2026-11-30 | w | quarter
in spring 2026 | 2026-03-01 | 2026-05-31 | w | quarter
by the summer of 2026 | 2026-06-01 | 2026-08-31 | d | quarter
this winter | 2025-12-01 | 2026-02-28 | w | quarter
within two weeks | 2025-08-13 | 2025-08-27 | d | day
within 2 weeks | 2025-08-13 | 2025-08-27 | d | day
within the next two weeks | 2025-08-13 | 2025-08-27 | d | day
within two (2) weeks | 2025-08-13 | 2025-08-27 | d | day
within ten days | 2025-08-13 | 2025-08-23 | d | day
within 10 working days | 2025-08-13 | 2025-08-27 | d | day
within five business days | 2025-08-13 | 2025-08-20 | d | day
within a month | 2025-08-13 | 2025-09-13 | d | day
within one month | 2025-08-13 | 2025-09-13 | d | day
within the month | 2025-08-01 | 2025-08-31 | d | month
within the year | 2025-08-13 | 2025-12-31 | d | year_end
within the week | 2025-08-11 | 2025-08-15 | d | day
within 30 days of the meeting | 2025-08-13 | 2025-09-12 | d | day
within two weeks of returning | 2025-08-15 | 2025-08-29 | d | day
within two weeks of return | 2025-08-15 | 2025-08-29 | d | day
within two weeks after the mission | 2025-08-15 | 2025-08-29 | d | day
within 10 days of the submission of this report | 2025-08-29 | 2025-09-08 | d | day
within 14 days of this report | 2025-08-29 | 2025-09-12 | d | day
two weeks after the mission | 2025-08-29 | 2025-08-29 | w | day
within 60 days of signature | - | - | d | none
within three months of the signing of the MOU | - | - | d | none
within 30 days upon receipt of the invoice | - | - | d | none
in two weeks | 2025-08-27 | 2025-08-27 | w | day
in two weeks' time | 2025-08-27 | 2025-08-27 | w | day
in 2-3 weeks | 2025-08-27 | 2025-09-03 | w | day
within 2-3 weeks | 2025-08-13 | 2025-09-03 | d | day
within a year | 2025-08-13 | 2026-08-13 | d | day
within 48 hours | 2025-08-13 | 2025-08-15 | d | day
over the next three months | 2025-08-13 | 2025-11-13 | w | day
on 25 September, at the latest one week before | 2025-09-18 | 2025-09-18 | d | day
one week before the next meeting | - | - | d | none
two weeks prior to the workshop | - | - | d | none
two weeks before 25 September | 2025-09-11 | 2025-09-11 | d | day
before the rainy season | - | - | d | none
before the start of the school year | - | - | d | none
as soon as possible | - | - | w | soon
as soon as practicable | - | - | w | soon
at the earliest convenience | - | - | w | soon
at your earliest convenience | - | - | w | soon
ASAP | - | - | w | soon
shortly | - | - | w | soon
in due course | - | - | w | soon
in the coming weeks | - | - | w | soon
without delay | - | - | w | soon
TBD | - | - | w | none
date to be confirmed | - | - | w | none
"""

SPANISH = """
18 de agosto de 2025 | 2025-08-18 | 2025-08-18 | w | day
18 de agosto del 2025 | 2025-08-18 | 2025-08-18 | w | day
18 de Agosto de 2025 | 2025-08-18 | 2025-08-18 | w | day
18 agosto 2025 | 2025-08-18 | 2025-08-18 | w | day
lunes 18 de agosto | 2025-08-18 | 2025-08-18 | w | day
lunes, 18 de agosto de 2025 | 2025-08-18 | 2025-08-18 | w | day
1.º de septiembre | 2025-09-01 | 2025-09-01 | w | day
1° de setiembre de 2025 | 2025-09-01 | 2025-09-01 | w | day
primero de septiembre | 2025-09-01 | 2025-09-01 | w | day
18 ago. 2025 | 2025-08-18 | 2025-08-18 | w | day
18-ago-2025 | 2025-08-18 | 2025-08-18 | w | day
18-sep-25 | 2025-09-18 | 2025-09-18 | w | day
5 set. 2025 | 2025-09-05 | 2025-09-05 | w | day
18/08/2025 | 2025-08-18 | 2025-08-18 | w | day
18-08-2025 | 2025-08-18 | 2025-08-18 | w | day
18.08.2025 | 2025-08-18 | 2025-08-18 | w | day
1 y 2 de septiembre | 2025-09-01 | 2025-09-02 | w | day
1 y 2 de septiembre de 2025 | 2025-09-01 | 2025-09-02 | w | day
del 1 al 5 de septiembre de 2025 | 2025-09-01 | 2025-09-05 | w | day
del 1 al 5 de septiembre | 2025-09-01 | 2025-09-05 | w | day
del lunes 1 al viernes 5 de septiembre | 2025-09-01 | 2025-09-05 | w | day
entre el 1 y el 5 de septiembre | 2025-09-01 | 2025-09-05 | w | day
del 28 de agosto al 3 de septiembre de 2025 | 2025-08-28 | 2025-09-03 | w | day
desde el 1 hasta el 5 de septiembre de 2025 | 2025-09-01 | 2025-09-05 | w | day
del 1 de septiembre al 3 de octubre | 2025-09-01 | 2025-10-03 | w | day
1-5 de septiembre de 2025 | 2025-09-01 | 2025-09-05 | w | day
del 29 de diciembre de 2025 al 3 de enero de 2026 | 2025-12-29 | 2026-01-03 | w | day
a más tardar el 15 de septiembre | 2025-09-15 | 2025-09-15 | d | day
a mas tardar el lunes 15 de septiembre | 2025-09-15 | 2025-09-15 | d | day
a más tardar para el 15 de septiembre de 2025 | 2025-09-15 | 2025-09-15 | d | day
antes del 15 de septiembre | 2025-09-15 | 2025-09-15 | d | day
hasta el viernes 22 de agosto | 2025-08-22 | 2025-08-22 | d | day
hasta el 22 de agosto | 2025-08-22 | 2025-08-22 | d | day
para el 15 de septiembre | 2025-09-15 | 2025-09-15 | d | day
no más tarde del 15 de septiembre | 2025-09-15 | 2025-09-15 | d | day
como máximo el 15 de septiembre | 2025-09-15 | 2025-09-15 | d | day
con fecha límite 15 de septiembre | 2025-09-15 | 2025-09-15 | d | day
fecha límite: 15/09/2025 | 2025-09-15 | 2025-09-15 | d | day
plazo: 15 de septiembre de 2025 | 2025-09-15 | 2025-09-15 | d | day
al 15 de septiembre como máximo | 2025-09-15 | 2025-09-15 | d | day
el próximo 15 de septiembre | 2025-09-15 | 2025-09-15 | w | day
alrededor del 15 de septiembre | 2025-09-13 | 2025-09-17 | w | day
hacia el 15 de septiembre | 2025-09-13 | 2025-09-17 | w | day
el día 20 | 2025-08-20 | 2025-08-20 | w | day
hasta el día 20 | 2025-08-20 | 2025-08-20 | d | day
el 20 del presente mes | 2025-08-20 | 2025-08-20 | w | day
el viernes | 2025-08-15 | 2025-08-15 | w | day
hasta el viernes | 2025-08-15 | 2025-08-15 | d | day
este viernes | 2025-08-15 | 2025-08-15 | w | day
el próximo lunes | 2025-08-18 | 2025-08-18 | w | day
el lunes próximo | 2025-08-18 | 2025-08-18 | w | day
para el próximo viernes | 2025-08-15 | 2025-08-15 | d | day
el viernes de la próxima semana | 2025-08-22 | 2025-08-22 | w | day
para mañana | 2025-08-14 | 2025-08-14 | d | day
esta semana | 2025-08-11 | 2025-08-15 | w | day
a fines de esta semana | 2025-08-14 | 2025-08-15 | w | day
la próxima semana | 2025-08-18 | 2025-08-22 | w | day
la semana próxima | 2025-08-18 | 2025-08-22 | w | day
la semana que viene | 2025-08-18 | 2025-08-22 | w | day
la semana del 1 de septiembre | 2025-09-01 | 2025-09-05 | w | day
a inicios de la próxima semana | 2025-08-18 | 2025-08-19 | w | day
primera semana de septiembre | 2025-09-01 | 2025-09-05 | w | month
en la primera semana de septiembre | 2025-09-01 | 2025-09-05 | w | month
la tercera semana de septiembre de 2025 | 2025-09-15 | 2025-09-19 | w | month
la última semana de septiembre | 2025-09-22 | 2025-09-26 | w | month
el primer lunes de septiembre | 2025-09-01 | 2025-09-01 | w | day
a inicios de septiembre | 2025-09-01 | 2025-09-10 | w | month
a comienzos de septiembre | 2025-09-01 | 2025-09-10 | w | month
a principios de septiembre de 2025 | 2025-09-01 | 2025-09-10 | w | month
a mediados de septiembre | 2025-09-11 | 2025-09-20 | w | month
para mediados de septiembre | 2025-09-11 | 2025-09-20 | d | month
a fines de septiembre | 2025-09-21 | 2025-09-30 | w | month
a finales de septiembre | 2025-09-21 | 2025-09-30 | w | month
a final de septiembre | 2025-09-21 | 2025-09-30 | w | month
antes de fin de septiembre | 2025-09-21 | 2025-09-30 | d | month
hasta fines de septiembre | 2025-09-21 | 2025-09-30 | d | month
la primera quincena de septiembre | 2025-09-01 | 2025-09-15 | w | month
la segunda quincena de septiembre de 2025 | 2025-09-16 | 2025-09-30 | w | month
en septiembre | 2025-09-01 | 2025-09-30 | w | month
en el mes de septiembre | 2025-09-01 | 2025-09-30 | w | month
durante el mes de septiembre de 2025 | 2025-09-01 | 2025-09-30 | w | month
para septiembre | 2025-09-01 | 2025-09-30 | d | month
hasta septiembre | 2025-09-01 | 2025-09-30 | d | month
septiembre de 2025 | 2025-09-01 | 2025-09-30 | w | month
septiembre del próximo año | 2026-09-01 | 2026-09-30 | w | month
entre septiembre y noviembre | 2025-09-01 | 2025-11-30 | w | month
de septiembre a noviembre de 2025 | 2025-09-01 | 2025-11-30 | w | month
septiembre-octubre de 2025 | 2025-09-01 | 2025-10-31 | w | month
septiembre próximo | 2025-09-01 | 2025-09-30 | w | month
en los primeros días de septiembre | 2025-09-01 | 2025-09-10 | w | month
este mes | 2025-08-01 | 2025-08-31 | w | month
el próximo mes | 2025-09-01 | 2025-09-30 | w | month
a fines de mes | 2025-08-21 | 2025-08-31 | w | month
antes de fin de mes | 2025-08-21 | 2025-08-31 | d | month
a fin de mes | 2025-08-21 | 2025-08-31 | w | month
a fines del próximo mes | 2025-09-21 | 2025-09-30 | w | month
a mediados del próximo mes | 2025-09-11 | 2025-09-20 | w | month
primer trimestre de 2026 | 2026-01-01 | 2026-03-31 | w | quarter
el tercer trimestre | 2025-07-01 | 2025-09-30 | w | quarter
durante el tercer trimestre de 2025 | 2025-07-01 | 2025-09-30 | w | quarter
primer trimestre del próximo año | 2026-01-01 | 2026-03-31 | w | quarter
a fines del tercer trimestre | 2025-09-01 | 2025-09-30 | w | quarter
cuarto trimestre del año | 2025-10-01 | 2025-12-31 | w | quarter
1er trimestre de 2026 | 2026-01-01 | 2026-03-31 | w | quarter
el próximo trimestre | 2025-10-01 | 2025-12-31 | w | quarter
primer semestre de 2026 | 2026-01-01 | 2026-06-30 | w | half
el segundo semestre | 2025-07-01 | 2025-12-31 | w | half
segundo semestre del año en curso | 2025-07-01 | 2025-12-31 | w | half
primer semestre del próximo año | 2026-01-01 | 2026-06-30 | w | half
a fines de año | 2025-12-01 | 2025-12-31 | w | year_end
antes de fin de año | 2025-12-01 | 2025-12-31 | d | year_end
a finales de 2026 | 2026-12-01 | 2026-12-31 | w | year_end
a inicios de 2026 | 2026-01-01 | 2026-01-31 | w | year
a mediados de 2026 | 2026-06-01 | 2026-07-31 | w | year
a principios del próximo año | 2026-01-01 | 2026-01-31 | w | year
el próximo año | 2026-01-01 | 2026-12-31 | w | year
en 2027 | 2027-01-01 | 2027-12-31 | w | year
dentro de dos semanas | 2025-08-13 | 2025-08-27 | d | day
en dos semanas | 2025-08-27 | 2025-08-27 | w | day
en un plazo de 30 días | 2025-08-13 | 2025-09-12 | d | day
en un plazo máximo de 30 días | 2025-08-13 | 2025-09-12 | d | day
en un plazo no mayor a 15 días | 2025-08-13 | 2025-08-28 | d | day
en el plazo de un mes | 2025-08-13 | 2025-09-13 | d | day
dentro de los 15 días hábiles | 2025-08-13 | 2025-09-03 | d | day
dentro de los próximos 10 días | 2025-08-13 | 2025-08-23 | d | day
en los próximos 15 días | 2025-08-13 | 2025-08-28 | d | day
en los próximos tres meses | 2025-08-13 | 2025-11-13 | d | day
dentro de los 30 días siguientes a la reunión | 2025-08-13 | 2025-09-12 | d | day
dentro de los 30 días siguientes a la firma | - | - | d | none
dentro de los 10 días posteriores al retorno | 2025-08-15 | 2025-08-25 | d | day
en un plazo de 30 días desde la firma | - | - | d | none
dos semanas después del retorno | 2025-08-29 | 2025-08-29 | w | day
30 días después de la firma | - | - | w | none
quince días antes de la próxima reunión | - | - | d | none
antes de la temporada de lluvias | - | - | d | none
antes del inicio del año escolar | - | - | d | none
lo antes posible | - | - | w | soon
a la brevedad | - | - | w | soon
en el más breve plazo | - | - | w | soon
en los próximos días | - | - | w | soon
por definir | - | - | w | none
"""
