# 命令行导入表格
yizhan-import-fault = 第 { $line } 行 { $column }：{ $what }
yizhan-import-column = 不认识这一列，请改成导出表里的列名
