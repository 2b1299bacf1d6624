//! All rows of all tables, on their way from the files to the database to memory.

use crate::model::{Division, IdRegion, Industry, Law, LawFact, Occupation, Param, Trade};
use kernel::CalendarDay;

/// All rows of all tables.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    pub divisions: Vec<Division>,
    pub trades: Vec<Trade>,
    pub occupations: Vec<Occupation>,
    pub industries: Vec<Industry>,
    pub holidays: Vec<CalendarDay>,
    pub id_regions: Vec<IdRegion>,
    pub params: Vec<Param>,
    pub laws: Vec<Law>,
    pub law_facts: Vec<LawFact>,
}
