//! The invented people of a large export.

use super::{
    chance::{Chance, Weighted},
    json::Json,
};

const FIRST: &[&str] = &[
    "Amara", "Björn", "Chloé", "Dmitri", "Elif", "Femi", "Grace", "Hiroshi", "Ines", "Jamal", "Kavya", "Luca", "Mei",
    "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Søren", "Tamsin", "Ulla", "Viktor", "Wanjiku", "Ximena", "Yusuf",
    "Zofia", "Anand", "Beatriz", "Cedric", "Dalia", "Emeka", "Freya", "Gustavo", "Hana", "Ivo", "Jun", "Kofi", "Leila",
    "Marek", "Noor", "Olena", "Pavel", "Renée", "Sipho", "Thảo", "Uma", "Vera", "Wei", "Yara", "Zoltán",
];
const LAST: &[&str] = &[
    "Abara",
    "Bergqvist",
    "Castellan",
    "Dombrow",
    "Eriksdal",
    "Farouzan",
    "Greenhalm",
    "Hashimura",
    "Ivarsen",
    "Jandial",
    "Kowalek",
    "Lindmoor",
    "Mbekwe",
    "Nakasato",
    "Okonjo",
    "Pettersby",
    "Quiroga-Vale",
    "Rasmusdal",
    "Santoval",
    "Tanashiro",
    "Ueland",
    "Vasquera",
    "Wilderink",
    "Xanthou",
    "Yildarov",
    "Zielinka",
    "Ångvik",
    "Bouchemin",
    "Cárdena",
    "Dragovan",
    "Estebaz",
    "Fitzrowan",
    "Gómara",
    "Hallgrim",
    "Iyerson",
    "Jovandić",
    "Kimura-Stone",
    "Lefranc",
];
const ZONES: [(&str, i64, f64); 8] = [
    ("America/Los_Angeles", -28_800, 20.0),
    ("America/New_York", -18_000, 18.0),
    ("America/Sao_Paulo", -10_800, 7.0),
    ("Europe/London", 0, 12.0),
    ("Europe/Berlin", 3_600, 18.0),
    ("Africa/Nairobi", 10_800, 5.0),
    ("Asia/Kolkata", 19_800, 14.0),
    ("Asia/Tokyo", 32_400, 6.0),
];
const BASE_36: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The workspace of every export made here.
pub(crate) const TEAM: &str = "T0EXAMPLE1";

/// A person, made from nothing but a number.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) first: &'static str,
    pub(crate) name: String,
    pub(crate) handle: String,
    hash: u64,
}

impl Person {
    pub(crate) fn new(seed: u64, number: u32) -> Self {
        let mut chance = Chance::part(seed, 0x5000_0000_0000 + u64::from(number));
        let (first, last) = (chance.pick(FIRST), chance.pick(LAST));
        let handle = format!("{}.{number}", first.to_lowercase());
        Self { id: id('U', seed, number.into()), first, name: format!("{first} {last}"), handle, hash: chance.next() }
    }

    /// The few lines about its author that every message of an export carries.
    pub(crate) fn in_message(&self, json: &mut Json) {
        json.text("team", TEAM);
        json.text("user_team", TEAM);
        json.text("source_team", TEAM);
        json.open_at("user_profile", '{');
        json.text("avatar_hash", &format!("{:012x}", self.hash >> 16));
        json.text("image_72", &self.picture(72));
        json.text("first_name", self.first);
        json.text("real_name", &self.name);
        json.text("display_name", if self.hash.is_multiple_of(3) { "" } else { self.first });
        json.text("team", TEAM);
        json.text("name", &self.handle);
        json.bare("is_restricted", false);
        json.bare("is_ultra_restricted", false);
        json.close('}');
    }

    /// The entry in `users.json`.
    pub(crate) fn in_list(&self, zones: &Weighted, json: &mut Json) {
        let mut chance = Chance::new(self.hash);
        let (zone, offset, _) = ZONES[zones.draw(&mut chance)];
        json.open('{');
        json.text("id", &self.id);
        json.text("team_id", TEAM);
        json.text("name", &self.handle);
        json.bare("deleted", chance.often(0.06));
        json.text("color", "9f69e7");
        json.text("real_name", &self.name);
        json.text("tz", zone);
        json.bare("tz_offset", offset);
        json.open_at("profile", '{');
        json.text("title", "");
        json.text("real_name", &self.name);
        json.text("real_name_normalized", &self.name);
        json.text("display_name", if self.hash.is_multiple_of(3) { "" } else { self.first });
        json.bare("fields", "null");
        json.text("avatar_hash", &format!("{:012x}", self.hash >> 16));
        json.text("email", &format!("person{:x}@example.org", self.hash >> 24));
        json.text("first_name", self.first);
        json.text("image_72", &self.picture(72));
        json.text("team", TEAM);
        json.close('}');
        json.bare("is_admin", chance.often(0.002));
        json.bare("is_owner", false);
        json.bare("is_restricted", false);
        json.bare("is_bot", false);
        json.bare("updated", 1_700_000_000 + chance.below(90_000_000));
        json.close('}');
    }

    fn picture(&self, size: u32) -> String {
        format!("https://avatars.example.org/{:016x}_{size}.png", self.hash)
    }
}

/// How people are spread over the world.
pub(crate) fn zones() -> Weighted {
    Weighted::new(&ZONES.map(|(_, _, weight)| weight))
}

/// An id as Slack writes it, different for each number.
pub(crate) fn id(letter: char, seed: u64, number: u64) -> String {
    // An odd factor permutes the numbers below 2^40, so no two ids are alike.
    let mut mixed = (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ seed.wrapping_mul(0x5851_f42d)) & 0xff_ffff_ffff;
    let mut id = String::from(letter);
    id.push('0');
    for _ in 0..9 {
        id.push(char::from(BASE_36[(mixed % 36) as usize]));
        mixed /= 36;
    }
    id
}
