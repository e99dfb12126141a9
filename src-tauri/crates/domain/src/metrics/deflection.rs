//! Support deflection: what answers of the community may have saved, as a range and never as one number.
//!
//! Each way of counting is somebody's, and each of its factors a number that the community can change and that a report
//! prints with its source.
//!
//! **Invariants:** money is whole minor units; a factor is a share from 0 to 1 or a count, never negative.

/// A factor of a way of counting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Factor {
    /// Its id.
    pub id: &'static str,
    /// What it is until somebody changes it.
    pub value: f64,
    /// From where that is.
    pub source: &'static str,
    /// The most it can be: 1 for a share.
    pub most: f64,
}

const fn share(id: &'static str, value: f64, source: &'static str) -> Factor {
    Factor { id, value, source, most: 1.0 }
}

const KHOROS: &str = "Khoros, community.khoros.com m-p/541266: the simple form, 0.5 × 0.4 × 0.4 × $35";
const FEVERBEE: &str =
    "FeverBee, feverbee.com: 5 % of those who read an accepted answer would have asked; be conservative";

/// All factors, in the order in which they are shown.
pub const FACTORS: [Factor; 5] = [
    Factor { id: "ticket_cost", value: 35.0, source: KHOROS, most: 1_000_000.0 },
    share("answer_share", 0.05, FEVERBEE),
    share("seeking_share", 0.5, KHOROS),
    share("found_share", 0.4, KHOROS),
    share("contact_share", 0.4, KHOROS),
];

/// The factors of a community.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Factors {
    /// What answering a ticket costs, in minor units.
    pub ticket_cost: f64,
    /// Of those who read an accepted answer, those who would have opened a ticket.
    pub answer_share: f64,
    /// Of all visits, those that look for support.
    pub seeking_share: f64,
    /// Of these, those that find it.
    pub found_share: f64,
    /// Of these, those who would otherwise have contacted support.
    pub contact_share: f64,
}

/// What was counted in a window; nothing where nobody kept it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// Conversations opened by members that are marked solved or were answered by another member.
    pub resolved: u64,
    /// Of these, those with an accepted answer.
    pub accepted: u64,
    /// Tickets that support got.
    pub tickets: Option<u64>,
    /// Views of accepted answers.
    pub answer_views: Option<u64>,
    /// Visits.
    pub visits: Option<u64>,
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
const fn number(count: u64) -> f64 {
    count as f64
}

impl Counted {
    /// Conversations that were resolved here × what a ticket costs: what was counted and nothing else.
    pub fn low(&self, factors: &Factors) -> f64 {
        (number(self.resolved) * factors.ticket_cost).round()
    }

    /// Questions with an accepted answer by another member × what a ticket costs (Vanilla's direct deflection).
    pub fn direct(&self, factors: &Factors) -> f64 {
        (number(self.accepted) * factors.ticket_cost).round()
    }

    /// Views of accepted answers × the share of readers who would have asked × what a ticket costs (FeverBee's indirect
    /// deflection).
    pub fn indirect(&self, factors: &Factors) -> Option<f64> {
        self.answer_views.map(|views| (number(views) * factors.answer_share * factors.ticket_cost).round())
    }

    /// Visits × looking for support × finding it × who would otherwise have contacted support × what a ticket costs
    /// (Khoros).
    pub fn khoros(&self, factors: &Factors) -> Option<f64> {
        let shares = factors.seeking_share * factors.found_share * factors.contact_share;
        self.visits.map(|visits| (number(visits) * shares * factors.ticket_cost).round())
    }

    /// Of all that was resolved here or came as a ticket, the percent resolved here.
    pub fn resolved_share(&self) -> Option<f64> {
        let all = self.resolved + self.tickets?;
        (all > 0).then(|| 100.0 * number(self.resolved) / number(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLE: Factors =
        Factors { ticket_cost: 3_500.0, answer_share: 0.05, seeking_share: 0.5, found_share: 0.4, contact_share: 0.4 };

    #[test]
    fn the_forms_that_were_published() {
        let counted =
            Counted { resolved: 12, accepted: 5, tickets: Some(36), answer_views: Some(1_000), visits: Some(1_000) };
        assert_eq!(counted.low(&SIMPLE), 42_000.0);
        assert_eq!(counted.direct(&SIMPLE), 17_500.0);
        // 1,000 views × 0.05 × $35.
        assert_eq!(counted.indirect(&SIMPLE), Some(175_000.0));
        // 1,000 visits × 0.5 × 0.4 × 0.4 × $35 = $2,800.
        assert_eq!(counted.khoros(&SIMPLE), Some(280_000.0));
        assert_eq!(counted.resolved_share(), Some(25.0));
    }

    #[test]
    fn what_nobody_kept_has_no_value() {
        let counted = Counted { resolved: 12, ..Counted::default() };
        assert_eq!((counted.indirect(&SIMPLE), counted.khoros(&SIMPLE), counted.resolved_share()), (None, None, None));
        let nothing = Counted { tickets: Some(0), ..Counted::default() };
        assert_eq!(nothing.resolved_share(), None, "nothing was asked anywhere");
    }

    #[test]
    fn the_factors_are_those_of_their_sources() {
        let by = |id: &str| FACTORS.iter().find(|factor| factor.id == id).unwrap().value;
        let visit = by("seeking_share") * by("found_share") * by("contact_share") * by("ticket_cost");
        assert!((visit - 2.8).abs() < 1e-9, "{visit}");
        for factor in FACTORS {
            assert!(!factor.source.is_empty() && (0.0..=factor.most).contains(&factor.value), "{}", factor.id);
        }
    }
}
