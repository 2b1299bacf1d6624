//! Every number of the simulator that is assumed, with the argument that changes it.

/// What is assumed of a county and its people. Nothing here was measured in Luonan.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumptions {
    /// Days played through.
    pub days: u32,
    /// People who begin to look for work on a day, on average.
    pub seekers_a_day: f64,
    /// Seats offered anew on a day for each person who begins to look, on average.
    pub tightness: f64,
    /// Mean seats of a post.
    pub headcount: f64,
    /// Days a person keeps looking, on average.
    pub patience: f64,
    /// Days a post stays open, on average.
    pub life: f64,
    /// How far arrivals swing around the mean over the year, 0 to 1.
    pub season: f64,
    /// Posts on a list.
    pub list: usize,
    /// Chance that a person who has looked at one place of the list looks at the next.
    pub depth: f64,
    /// Chance that a person reads the day's list.
    pub reads: f64,
    /// Times a day that lists with prices are made anew; not of the county, but of the arm.
    pub parts: u32,
    /// Spread of what everyone finds good or bad in a post (name, known employer, pay on time),
    /// in units of the score.
    pub skew: f64,
    /// Spread of a person's own taste for a post, unknown to the system.
    pub taste: f64,
    /// Scale of the noise of one day's choice (logit).
    pub noise: f64,
    /// Utility under which a person applies to nothing.
    pub reserve: f64,
    /// Longest way to work in minutes, on average.
    pub way: f64,
    /// Do employers take the fittest of the day's applicants, instead of the first?
    pub by_fit: bool,
    /// Strength of the prices in the lists of the priced arm; not of the county, but of the arm.
    pub strength: f64,
}

impl Default for Assumptions {
    fn default() -> Self {
        Self {
            days: 365,
            seekers_a_day: 206.6,
            tightness: 1.0,
            headcount: 4.0,
            patience: 3.0,
            life: 2.0,
            season: 0.4,
            list: 10,
            depth: 0.6,
            reads: 0.8,
            parts: 12,
            skew: 0.2,
            taste: 0.03,
            noise: 0.01,
            reserve: 0.2,
            way: 75.0,
            by_fit: false,
            strength: 1.0,
        }
    }
}

/// One assumption in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The argument that changes it.
    pub argument: &'static str,
    /// Its value in this run.
    pub value: String,
    /// What it means and why this value.
    pub meaning: &'static str,
}

impl Assumptions {
    /// Refuses what no county can be drawn from.
    ///
    /// # Errors
    /// The argument, and the range it must be in.
    pub fn check(&self) -> Result<(), String> {
        let within = |name: &str, value: f64, least: f64, most: f64| match value {
            v if v >= least && v <= most => Ok(()),
            v => Err(format!("--{name} is {v}; it must be {least} to {most}")),
        };
        within("days", f64::from(self.days), 1.0, 3_660.0)?;
        within("seekers-a-day", self.seekers_a_day, 0.0, 400.0)?;
        within("tightness", self.tightness, 0.0, 20.0)?;
        within("headcount", self.headcount, 1.0, 500.0)?;
        within("patience", self.patience, 1.0, 365.0)?;
        within("life", self.life, 1.0, 365.0)?;
        within("season", self.season, 0.0, 1.0)?;
        within(
            "list",
            f64::from(u32::try_from(self.list).unwrap_or(u32::MAX)),
            1.0,
            200.0,
        )?;
        within("depth", self.depth, 0.0, 1.0)?;
        within("reads", self.reads, 0.0, 1.0)?;
        within("parts", f64::from(self.parts), 1.0, 96.0)?;
        within("skew", self.skew, 0.0, 1.0)?;
        within("taste", self.taste, 0.0, 1.0)?;
        within("noise", self.noise, 0.0, 1.0)?;
        within("reserve", self.reserve, -1.0, 1.0)?;
        within("way", self.way, 5.0, 600.0)?;
        within("strength", self.strength, 0.0, 100.0)
    }

    /// Every assumption in words, for the head of the report.
    #[must_use]
    pub fn stated(&self) -> Vec<Stated> {
        let list = f64::from(u32::try_from(self.list).unwrap_or(u32::MAX));
        let by_fit = if self.by_fit { "yes" } else { "no" };
        let told = |argument, value: f64, meaning| (argument, format!("{value}"), meaning);
        let mut rows = vec![
            told("--days", f64::from(self.days), "days played through"),
            told("--seekers-a-day", self.seekers_a_day, SEEKERS),
            told(
                "--tightness",
                self.tightness,
                "seats offered for each of them",
            ),
            told(
                "--headcount",
                self.headcount,
                "mean seats of a post (geometric)",
            ),
            told("--patience", self.patience, PATIENCE),
            told("--life", self.life, LIFE),
            told("--season", self.season, SEASON),
            told("--list", list, "posts on a list"),
            told(
                "--depth",
                self.depth,
                "chance to look at the next place (cascade)",
            ),
            told("--reads", self.reads, "chance to read the day's list"),
            told("--parts", f64::from(self.parts), PARTS),
            told("--skew", self.skew, SKEW),
            told(
                "--taste",
                self.taste,
                "spread of own taste that the system does not know",
            ),
            told(
                "--noise",
                self.noise,
                "scale of the noise of a day's choice (logit)",
            ),
            told(
                "--reserve",
                self.reserve,
                "utility under which nobody applies, on average",
            ),
            told(
                "--way",
                self.way,
                "longest way to work in minutes, on average",
            ),
            told(
                "--strength",
                self.strength,
                "of the prices: the county's choice, `matching.crowding` as it is shipped",
            ),
        ];
        rows.push((
            "--by-fit",
            by_fit.into(),
            "employers take the fittest, not the first",
        ));
        let stated = |(argument, value, meaning)| Stated {
            argument,
            value,
            meaning,
        };
        rows.into_iter().map(stated).collect()
    }
}

const SEEKERS: &str = "people who begin to look on a day: the 75,400 of the register, once a year";
const PATIENCE: &str = "days a person keeps looking before leaving, on average (geometric)";
const LIFE: &str = "days a post stays open, on average (geometric): day work and short jobs";
const SEASON: &str = "swing of arrivals: people after the Spring Festival, seats later";
const PARTS: &str = "times a day that prices follow what has been applied for since morning";
const SKEW: &str = "spread of what all find good or bad in a post, in units of score";
