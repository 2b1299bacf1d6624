# 参照表：地名、工种、参数、法规
reference-csv-unreadable = 第 { $line } 行读不出来，请检查文件
reference-csv-cell-wrong = 第 { $line } 行的“{ $column }”一栏不对
reference-csv-empty = 文件里没有内容
reference-holiday-twice = { $day } 出现了两次
reference-param-unknown = 没有这个参数
reference-param-value = 这里只能填数字
reference-param-days = 截止日期不能早于开始日期
reference-param-doc = 请写明依据的文件
reference-region-unknown = 没有这个地方

reference-group-building = 建筑
reference-group-logistics = 搬运物流
reference-group-farming = 农林
reference-group-making = 加工制造
reference-group-catering = 餐饮
reference-group-care = 家政照护
reference-group-repair = 维修
reference-group-town = 城镇服务
reference-group-welfare = 公益岗

reference-travel-road = 按公路里程估算
reference-travel-road-unsure = 按大致里程估算，还没核实
reference-travel-straight = 按两地距离估算
reference-travel-town = 按所在镇估算
reference-travel-inside = 同一个镇内，大致估算

## 政策法规
reference-policies = 政策法规
reference-law-search = 查法条
reference-law-search-hint = 写您想问的事，比如：押金、拖欠、工伤
reference-search = 查一查
reference-found = 说到“{ $word }”的法条
reference-found-many = 还有更多，请把要查的字写得细一些
reference-found-none = 没有查到，请换个说法，或者到站点问一问
reference-all-laws = 全部法规
reference-law-version = { $day } 的版本
reference-law-note = 法规会修改。办事之前请到站点核对是不是现行版本。
reference-law-opening = 开头
reference-chapters = 看目录
reference-next-chapter = 看下一章

## 地名
reference-divisions = 镇、街道和村
reference-divisions-hint = 统计和民政用的编码有两处不同，两种都列在这里
reference-place = 地名
reference-code = 统计编码
reference-mca-code = 民政编码
reference-villages = （{ $count } 个村、社区）
reference-take-xlsx = 下载表格
