# Reference tables: places, trades, parameters, laws
reference-csv-unreadable = Line { $line } cannot be read; please check the file
reference-csv-cell-wrong = Column "{ $column }" of line { $line } is wrong
reference-csv-empty = The file holds no rows
reference-holiday-twice = { $day } stands there twice
reference-param-unknown = There is no such parameter
reference-param-value = Only a number can stand here
reference-param-days = The last day cannot be before the first
reference-param-doc = Please name the document it rests on
reference-region-unknown = There is no such place

reference-group-building = Building
reference-group-logistics = Carrying and delivery
reference-group-farming = Farming and forestry
reference-group-making = Making and processing
reference-group-catering = Catering
reference-group-care = Home and care
reference-group-repair = Repair
reference-group-town = Town services
reference-group-welfare = Public-welfare posts

reference-travel-road = Estimated from the road length
reference-travel-road-unsure = Estimated from a rough road length, not yet confirmed
reference-travel-straight = Estimated from the distance between the two places
reference-travel-town = Estimated from the town
reference-travel-inside = Within one town, a rough estimate

## Policies and laws
reference-policies = Policies and laws
reference-law-search = Find an article
reference-law-search-hint = Write what it is about in Chinese, such as 押金 (deposit), 拖欠 (arrears), 工伤 (injury)
reference-search = Find
reference-found = Articles that speak of “{ $word }”
reference-found-many = There are more; please write a longer word
reference-found-none = Nothing found. Please try another word, or ask at the station
reference-all-laws = All laws
reference-law-version = Version of { $day }
reference-law-note = Laws change. Please ask at the station whether a version is still in force. The texts are in Chinese.
reference-law-opening = Opening
reference-chapters = Contents
reference-next-chapter = Next chapter

## Places
reference-divisions = Towns and villages
reference-divisions-hint = Statistics and civil affairs give two towns different codes; both are listed
reference-place = Place
reference-code = Statistics code
reference-mca-code = Civil-affairs code
reference-villages = ({ $count } villages and communities)
reference-take-xlsx = Take as a spreadsheet
