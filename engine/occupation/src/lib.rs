//! Free words to a code of the occupation classification (职业分类大典 2022), with confidence.
