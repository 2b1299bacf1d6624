# 底座的话：办不成时怎么说、表单哪里不对、证件号码、身份名称。

## 办不成的原因
form-has-faults = 有几处要改一下，请看下面标出来的地方
sign-in-first = 请先登录，再接着办
not-allowed = 您的账号不能办这件事
record-unknown = 没有找到您要看的内容，可能已经删掉，或者不归您看
id-unknown = 没有这个编号
busy-try-again = 现在办事的人多，请过一会儿再试
internal-error = 是我们的系统出了问题，您填的没有错。请过一会儿再试，或到驿站找工作人员
already-there = 已经有一样的了，不用再添
once-already = 这件事刚才已经办过了，不会重复办理
once-other-request = 这一页已经用来办过另一件事，请刷新后再试
form-expired = 这一页开得太久了。请刷新后再提交一次
body-too-large = 传的文件太大了
body-not-json = 发来的数据格式不对
method-not-allowed = 这个地址不能这样用
page-unknown = 没有这个页面，请看看网址有没有写错

## 表单里的一项
field-needed = 请填这一项
field-too-long = 这里最多写 { $max } 个字
field-too-short = 这里至少写 { $min } 个字
field-not-number = 请填数字，比如 12
field-out-of-range = 请填 { $min } 到 { $max } 之间的数
field-not-day = 日期不对，请这样填：2026-03-08
field-not-money = 金额不对，请填多少元，比如 180 或 180.50
field-not-choice = 请从列出的几项里选
field-not-phone = 手机号不对，请填 11 位数字
field-unknown = 没有这一项：{ $name }

## 身份
role-worker = 找活的人
role-employer = 招人的人
role-village-clerk = 村驿站工作人员
role-town-clerk = 镇驿站工作人员
role-county-clerk = 县大厅工作人员
role-reviewer = 审核员
role-system-admin = 系统管理员
role-security-admin = 安全管理员
role-audit-admin = 审计管理员

## 身份证号和信用代码
id-card-length = 身份证号要有 18 位
id-card-legacy = 这是 15 位的老号码，请填现在身份证上的 18 位号码
id-card-character = 身份证号里只能有数字，最后一位可以是 X
id-card-birth-day = 身份证号里的出生日期不对，请再核对一遍
id-card-future = 身份证号里的出生日期还没有到，请再核对一遍
id-card-checksum = 身份证号有一位填错了，请照着身份证再核对一遍
uscc-length = 统一社会信用代码要有 18 位，请看营业执照
uscc-character = 统一社会信用代码里有不该有的字，只用数字和大写字母，没有 I、O、S、V、Z
uscc-checksum = 统一社会信用代码有一位填错了，请照着营业执照再核对一遍
