//! Reference tables: divisions, trades, occupations, holidays, dated parameters, laws.
