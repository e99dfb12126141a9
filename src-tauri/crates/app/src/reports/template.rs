//! The reports there are: which numbers, in which order, for whom.

use crate::metrics::views::Every;

/// A kind of report.
#[derive(Debug)]
pub(super) struct Template {
    /// Its id.
    pub(super) id: &'static str,
    /// What it is called.
    pub(super) title: &'static str,
    /// For whom it is.
    pub(super) what: &'static str,
    /// How long its period is.
    pub(super) every: Every,
    /// How many periods its charts show, its own included.
    pub(super) history: i32,
    /// Its parts, in order.
    pub(super) sections: &'static [Plan],
}

/// A part of a kind of report.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    /// What it answers.
    pub(super) about: &'static str,
    /// Few and large, instead of a table.
    pub(super) tiles: bool,
    /// Its metrics; those that this Kith does not know are left out.
    pub(super) metrics: &'static [&'static str],
    /// Those with a chart.
    pub(super) charts: &'static [&'static str],
}

/// All kinds of reports.
pub(super) const TEMPLATES: &[Template] = &[
    Template {
        id: "weekly",
        title: "Weekly report",
        what: "Short, for the team: what happened, and who waits for an answer.",
        every: Every::Week,
        history: 13,
        sections: &[
            Plan {
                id: "summary",
                title: "At a glance",
                about: "",
                tiles: true,
                metrics: &[
                    "active_members.week",
                    "posts",
                    "comments",
                    "response_rate",
                    "first_response.median",
                    "unanswered",
                    "signups",
                    "first_contributions",
                ],
                charts: &["active_members.week", "posts"],
            },
            Plan {
                id: "people",
                title: "People",
                about: "Who came, who began, who fell silent.",
                tiles: false,
                metrics: &["second_post_rate", "reactivated", "lost_regulars", "at_risk", "newcomer_voice_share"],
                charts: &[],
            },
            Plan {
                id: "answers",
                title: "Answers",
                about: "How soon people are answered, and by whom.",
                tiles: false,
                metrics: &[
                    "first_response.p90",
                    "first_response.censored_median",
                    "first_response.newcomer_median",
                    "peer_answer_share",
                    "solved_rate",
                ],
                charts: &[],
            },
        ],
    },
    Template {
        id: "monthly",
        title: "Monthly report",
        what: "Everything, for those who run the community.",
        every: Every::Month,
        history: 13,
        sections: &[
            Plan {
                id: "summary",
                title: "At a glance",
                about: "",
                tiles: true,
                metrics: &[
                    "active_members.month",
                    "signups",
                    "posts",
                    "response_rate",
                    "first_response.median",
                    "retention",
                    "sentiment",
                    "health",
                ],
                charts: &[],
            },
            Plan {
                id: "growth",
                title: "Growth",
                about: "Who comes, and who begins to take part.",
                tiles: false,
                metrics: &[
                    "signups",
                    "first_contributions",
                    "activation_rate",
                    "second_post_rate",
                    "reactivated",
                    "net_change",
                    "referral_share",
                    "invitation_conversion",
                ],
                charts: &["signups"],
            },
            Plan {
                id: "engagement",
                title: "Engagement",
                about: "Who takes part, and how much.",
                tiles: false,
                metrics: &[
                    "active_members.day",
                    "active_members.week",
                    "active_members.month",
                    "stickiness",
                    "posts",
                    "comments",
                    "reactions",
                    "posts_per_member",
                    "participation_rate",
                    "level.exploring",
                    "level.participating",
                    "level.contributing",
                    "level.leading",
                    "gravity",
                ],
                charts: &["active_members.month", "posts"],
            },
            Plan {
                id: "responsiveness",
                title: "Responsiveness",
                about: "Whether people are answered, how soon, and by whom.",
                tiles: false,
                metrics: &[
                    "response_rate",
                    "unanswered",
                    "first_response.median",
                    "first_response.p90",
                    "first_response.censored_median",
                    "first_response.business_median",
                    "first_response.team_median",
                    "first_response.peer_median",
                    "first_response.newcomer_median",
                    "peer_answer_share",
                ],
                charts: &["response_rate", "first_response.median"],
            },
            Plan {
                id: "retention",
                title: "Retention",
                about: "Whether people stay.",
                tiles: false,
                metrics: &["retention", "churn", "returning_rate", "lost_regulars", "at_risk"],
                charts: &["retention"],
            },
            Plan {
                id: "participation",
                title: "Participation",
                about: "How participation is spread, and how much hangs on how few.",
                tiles: false,
                metrics: &[
                    "gini",
                    "absence_factor",
                    "top1_share",
                    "top10_share",
                    "newcomer_voice_share",
                    "network_density",
                ],
                charts: &[],
            },
            Plan {
                id: "quality",
                title: "Quality of conversations",
                about: "",
                tiles: false,
                metrics: &[
                    "solved_rate",
                    "thread_people",
                    "thread_depth",
                    "solo_thread_rate",
                    "likes_per_post",
                    "median_words",
                ],
                charts: &[],
            },
            Plan {
                id: "mood",
                title: "Mood",
                about: "How messages sound, where their language can be scored. Never of single people.",
                tiles: false,
                metrics: &[
                    "sentiment",
                    "sentiment.positive",
                    "sentiment.neutral",
                    "sentiment.negative",
                    "sentiment.scored_share",
                ],
                charts: &[],
            },
            Plan {
                id: "content",
                title: "What is read",
                about: "",
                tiles: false,
                metrics: &["views", "views_per_item", "unread_share"],
                charts: &[],
            },
            Plan {
                id: "value",
                title: "Value",
                about: "What the community spared, found and brought, from lowest to highest estimate.",
                tiles: false,
                metrics: &[
                    "deflection.low",
                    "deflection.direct",
                    "deflection.indirect",
                    "deflection.khoros",
                    "resolved_share",
                    "feedback.collected",
                    "feedback.passed_on",
                    "feedback.closed",
                    "feedback.answer_days",
                    "leads.entered",
                    "leads.sourced",
                    "leads.influenced",
                    "clv_effect",
                ],
                charts: &[],
            },
            Plan {
                id: "conduct",
                title: "Conduct",
                about: "More reports can mean more trust in reporting: neither way is better.",
                tiles: false,
                metrics: &[
                    "incidents.reported",
                    "incidents.confirmed",
                    "incidents.acknowledge_hours",
                    "incidents.close_hours",
                    "flags_per_1000",
                ],
                charts: &[],
            },
        ],
    },
    Template {
        id: "quarterly",
        title: "Quarterly report",
        what: "Short, for executives: what the community is worth, and what it stands on.",
        every: Every::Quarter,
        history: 9,
        sections: &[
            Plan {
                id: "summary",
                title: "At a glance",
                about: "",
                tiles: true,
                metrics: &[
                    "active_members.month",
                    "signups",
                    "retention",
                    "response_rate",
                    "first_response.median",
                    "peer_answer_share",
                    "resolved_share",
                    "health",
                ],
                charts: &["active_members.month", "response_rate"],
            },
            Plan {
                id: "value",
                title: "Value",
                about: "What the community spared, found and brought, from lowest to highest estimate.",
                tiles: false,
                metrics: &[
                    "deflection.low",
                    "deflection.direct",
                    "deflection.indirect",
                    "deflection.khoros",
                    "feedback.collected",
                    "feedback.closed",
                    "leads.entered",
                    "leads.sourced",
                    "leads.influenced",
                    "clv_effect",
                ],
                charts: &[],
            },
            Plan {
                id: "growth",
                title: "Growth and retention",
                about: "Whether the community grows, and keeps those who come.",
                tiles: false,
                metrics: &["first_contributions", "activation_rate", "net_change", "churn", "returning_rate"],
                charts: &[],
            },
            Plan {
                id: "risks",
                title: "Risks",
                about: "What hangs on few people, and how people treat each other.",
                tiles: false,
                metrics: &[
                    "absence_factor",
                    "top10_share",
                    "lost_regulars",
                    "unanswered",
                    "sentiment",
                    "incidents.reported",
                    "incidents.confirmed",
                ],
                charts: &[],
            },
        ],
    },
];

/// A kind of report by its id.
pub(super) fn template(id: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.id == id)
}

impl Template {
    /// Its metrics, each once, in order.
    pub(super) fn metrics(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        for id in self.sections.iter().flat_map(|section| section.metrics) {
            if !found.contains(id) {
                found.push(*id);
            }
        }
        found
    }

    /// Those with a chart somewhere.
    pub(super) fn charted(&self) -> Vec<&'static str> {
        self.sections.iter().flat_map(|section| section.charts).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charts_are_of_metrics_in_their_section() {
        for template in TEMPLATES {
            for plan in template.sections {
                for chart in plan.charts {
                    assert!(plan.metrics.contains(chart), "{} {} {chart}", template.id, plan.id);
                }
                let mut once = plan.metrics.to_vec();
                once.sort_unstable();
                once.dedup();
                assert_eq!(once.len(), plan.metrics.len(), "{} {}", template.id, plan.id);
            }
        }
    }
}
