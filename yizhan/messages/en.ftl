# Importing tables on the command line
yizhan-import-fault = Row { $line } { $column }: { $what }
yizhan-import-column = This column is not known; please use the headings of an exported file
