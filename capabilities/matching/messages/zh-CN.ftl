# 推荐的理由：对找活的人说
matching-wanted-trade = 是您想找的活
matching-same-class = 和您想找的活是一类
matching-same-group = 和您想找的活相近
matching-near = 离您家乘车约 { $minutes } 分钟
matching-pay-met = 工钱达到您的要求
matching-dates-fit = 日子对得上
matching-certs-held = 要的证您都有
matching-done-before = 您做过这个活
matching-employer-before = 您在这家干过
matching-like-chosen = 同您选过的活相近
matching-alike-choose = 同您选一样活的人也常选
matching-employer-chosen = 您选过这家的活
matching-place-chosen = 您选过这一带的活
matching-settle-chosen = 是您常选的结法

# 推荐的理由：对招人的人和站点说
matching-their-wanted-trade = 正想找这个活
matching-their-same-class = 想找同一类的活
matching-their-same-group = 想找相近的活
matching-their-near = 离家乘车约 { $minutes } 分钟
matching-their-pay-met = 工钱达到对方要求
matching-their-dates-fit = 日子对得上
matching-their-certs-held = 要的证都有
matching-their-done-before = 做过这个活
matching-their-employer-before = 在您这里干过
matching-their-like-chosen = 选过相近的活
matching-their-employer-chosen = 选过您这里的活
matching-their-place-chosen = 选过这一带的活
matching-their-settle-chosen = 常选这种结法

# 两边一样
matching-few-ask = 问的人还少
matching-settle-day = 日结
matching-settle-next-day = 次日结
matching-settle-week = 周结
matching-settle-half-month = 半月结
matching-settle-month = 月结
matching-settle-done = 干完就结
matching-checked-today = 今天核实过
matching-checked = { $days } 天前核实过

# 为什么不合适
matching-veto-blocked = 双方有一方不愿再联系
matching-veto-full = 人已招满
matching-veto-expired = 招工已过期
matching-veto-dates = 日子对不上
matching-veto-under-age = 不到法定的做工年龄
matching-veto-juvenile = 未满十八周岁不能做这个活
matching-veto-age-range = 年龄不在招工范围内
matching-veto-certificate = 缺少要求的证件
matching-veto-commute = 路程比愿意走的远
matching-veto-pay = 工钱低于要求

# 一项一项看总分时用的话
matching-line-many-ask = 问的人多，让一让
matching-line-not-chosen = 您没要过这样的活
matching-line-way-unknown = 路程不知道，按一半算
matching-line-pay = 工钱同这一行比
matching-line-dates-part = 日子能对上百分之 { $percent }
matching-line-other-trade = 不是想找的活
matching-line-priority = 等活久了，优先
