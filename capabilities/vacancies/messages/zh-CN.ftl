# 发布岗位、初筛、审核。

## 办不成的原因
vacancies-not-now = 这个岗位现在不能这样办，请看看它现在的状态
vacancies-end-before-start = 最后一天不能早于第一天
vacancies-day-past = 日子已经过了，请改成今天或以后
vacancies-insurance-unsaid = 没有保险的，请写明原因
vacancies-source-unsaid = 转发的岗位，请写明最先是谁发的、在哪里发的
vacancies-pay-needed = 零工岗位必须写明工钱是多少
vacancies-pay-order = 最高的工钱不能低于最低的
vacancies-age-too-young = 不满 { $age } 岁的人不能用工（禁止使用童工规定 第二条）
vacancies-age-order = 最大年龄不能小于最小年龄
vacancies-parttime-settle = 非全日制用工最长 { $days } 天结一次工钱（劳动合同法 第七十二条）
vacancies-pay-below-floor = 工钱低于最低工资标准，至少要 { $floor } 元
vacancies-shown-too-long = 这类岗位最长挂 { $days } 天，到期可以再续，而且不能晚于干活的最后一天
vacancies-headcount-below-taken = 已经有 { $taken } 人定下来了，人数不能比这更少
vacancies-alike = 您已经发过一样的岗位（{ $no }），不用再发。要改内容或续期，请打开那一条
vacancies-run-out = 这个岗位的期限已过，请先续期
vacancies-work-over = 干活的日子已经过了，不能续期，请改日子后再发
vacancies-changed-meanwhile = 招人的一方刚改过内容，请重新看一遍再决定
vacancies-answer-needed = 请说明这一处为什么可以
vacancies-full = 岗位 { $no } 已经招满了
vacancies-not-open = 岗位 { $no } 已经不招了
vacancies-none-taken = 这个岗位还没有人占名额
vacancies-trade-unclear = 请从下面列出的工种里选一个，找不到就换个说法
vacancies-place-unclear = 没认出这个村或社区，请选镇，再写全村名
vacancies-consent-needed = 请记下对方是怎样同意的
vacancies-api-day = 请用 2026-03-08 这样的日期

## 初筛查出的
vacancies-rule-sex-men = 不能只招男的，也不能写男的优先
vacancies-rule-sex-women = 只招女的，要有法律允许的理由
vacancies-rule-family = 不能问婚育，也不能因此不用人
vacancies-rule-ethnic = 不能按民族、信仰挑人
vacancies-rule-origin = 不能按户口、老家挑人
vacancies-rule-health = 不能因残疾或携带病原拒绝人
vacancies-rule-rural = 不能拒绝农村来的劳动者
vacancies-rule-child = 不能招不满十六岁的人
vacancies-rule-charge = 不能向干活的人收钱、收押金、扣证件，也不能招骗人的活
vacancies-rule-checkup = 体检、办证的钱让干活的人出，请核实是否合规
vacancies-rule-age = 写了年龄上限，请核实理由
vacancies-rule-education = 学历要求可能过高，请核实
vacancies-rule-looks = 对长相、身高、属相等有要求，请核实
vacancies-rule-promise = 工钱没写实数，或者说得太满，请核实
vacancies-rule-contact = 写了私人联系方式，请改用站点电话
vacancies-rule-age-limit = 填了最大年龄，请核实理由
vacancies-rule-pay-open = 没有填工钱，请核实
vacancies-rule-pay-low = 折合每小时低于小时最低工资，请核实
vacancies-rule-policy-document = 凭文件优先招某类人，请核对文件
vacancies-rule-repost = 转发的岗位，请核对来源
