//! What rare names are made of: the long tail that every part of the world has.
//!
//! Head and tail make one ranking, and a name's share falls with its rank as it does in lists of real names (Zipf, flattened
//! at the top): `1 / (rank + q)`. With `q` 20 for given names and 10 for surnames, the commonest given name of a part of the
//! world is carried by one or two in a hundred, the commonest surname by one in a hundred, and a third of all people have a
//! name of the head.

use super::super::chance::Chance;

/// Parts in Latin letters and in the own script.
pub(super) type Parts = &'static [(&'static str, &'static str)];

/// How much the top is flattened.
const GIVEN: f64 = 20.0;
const FAMILY: f64 = 10.0;

/// Beginnings and ends of rare given names, and more beginnings of surnames.
pub(in crate::labelled) struct Rare {
    pub(super) begins: Parts,
    pub(super) ends: Parts,
    pub(super) stems: Parts,
}

/// A rank below `count`, common ones far more often.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks are small"
)]
fn rank(count: usize, flat: f64, chance: &mut Chance) -> usize {
    let unit = (chance.next() % 1_000_000_000) as f64 / 1e9;
    let at = flat * ((count as f64 + flat) / flat).powf(unit) - flat;
    (at as usize).min(count - 1)
}

/// The rank of a given name.
pub(super) fn given(count: usize, chance: &mut Chance) -> usize {
    rank(count, GIVEN, chance)
}

/// The rank of a surname.
pub(super) fn family(count: usize, chance: &mut Chance) -> usize {
    rank(count, FAMILY, chance)
}

/// One of all that these lists make together, in an order that mixes them.
pub(super) fn made(number: usize, lists: &[Parts]) -> (String, String) {
    let count: usize = lists.iter().map(|list| list.len()).product();
    // A prime larger than any count meets every place once.
    let mut place = number * 1_000_003 % count;
    let mut name = (String::new(), String::new());
    for list in lists {
        let part = list[place % list.len()];
        place /= list.len();
        name.0.push_str(part.0);
        name.1.push_str(part.1);
    }
    name
}

pub(super) const ENGLISH: Rare = Rare {
    begins: &[
        ("Al", ""),
        ("Bren", ""),
        ("Cal", ""),
        ("Dar", ""),
        ("El", ""),
        ("Fin", ""),
        ("Gar", ""),
        ("Hol", ""),
        ("Jor", ""),
        ("Kel", ""),
        ("Lor", ""),
        ("Mar", ""),
        ("Nor", ""),
        ("Per", ""),
        ("Ros", ""),
        ("Shel", ""),
        ("Tan", ""),
        ("Ver", ""),
        ("Wen", ""),
        ("Zar", ""),
    ],
    ends: &[
        ("a", ""),
        ("an", ""),
        ("den", ""),
        ("dra", ""),
        ("ena", ""),
        ("ia", ""),
        ("ie", ""),
        ("ina", ""),
        ("is", ""),
        ("ley", ""),
        ("lin", ""),
        ("lyn", ""),
        ("mond", ""),
        ("na", ""),
        ("on", ""),
        ("ra", ""),
        ("ric", ""),
        ("ris", ""),
        ("ton", ""),
        ("vin", ""),
        ("wyn", ""),
    ],
    stems: &[
        ("Acker", ""),
        ("Bark", ""),
        ("Brom", ""),
        ("Cald", ""),
        ("Cheve", ""),
        ("Dray", ""),
        ("Elm", ""),
        ("Farn", ""),
        ("Glen", ""),
        ("Hazel", ""),
        ("Inger", ""),
        ("Kirk", ""),
        ("Lock", ""),
        ("Mid", ""),
        ("Nether", ""),
        ("Over", ""),
        ("Pres", ""),
        ("Quin", ""),
        ("Ruther", ""),
        ("Stan", ""),
        ("Tux", ""),
        ("Under", ""),
        ("Wake", ""),
        ("Yar", ""),
    ],
};

pub(super) const GERMAN: Rare = Rare {
    begins: &[
        ("Adel", ""),
        ("Bert", ""),
        ("Diet", ""),
        ("Eck", ""),
        ("Fried", ""),
        ("Ger", ""),
        ("Hart", ""),
        ("Hil", ""),
        ("Irm", ""),
        ("Lud", ""),
        ("Mein", ""),
        ("Rein", ""),
        ("Sieg", ""),
        ("Wal", ""),
        ("Wil", ""),
    ],
    ends: &[
        ("a", ""),
        ("bert", ""),
        ("brand", ""),
        ("burg", ""),
        ("gard", ""),
        ("hard", ""),
        ("helm", ""),
        ("hild", ""),
        ("mar", ""),
        ("mut", ""),
        ("rich", ""),
        ("run", ""),
        ("traud", ""),
        ("wig", ""),
        ("win", ""),
    ],
    stems: &[
        ("Amsel", ""),
        ("Birk", ""),
        ("Dorn", ""),
        ("Erl", ""),
        ("Fichten", ""),
        ("Gras", ""),
        ("Hasel", ""),
        ("Krumm", ""),
        ("Lauter", ""),
        ("Moos", ""),
        ("Nieder", ""),
        ("Reichen", ""),
        ("Schön", ""),
        ("Tann", ""),
        ("Unter", ""),
        ("Weiden", ""),
        ("Ziegel", ""),
    ],
};

pub(super) const IBERIAN: Rare = Rare {
    begins: &[
        ("Adal", ""),
        ("Bel", ""),
        ("Cris", ""),
        ("Dom", ""),
        ("El", ""),
        ("Fel", ""),
        ("Her", ""),
        ("Ign", ""),
        ("Jac", ""),
        ("Leo", ""),
        ("Marc", ""),
        ("Nat", ""),
        ("Oct", ""),
        ("Pal", ""),
        ("Raim", ""),
        ("Sal", ""),
        ("Tri", ""),
        ("Val", ""),
        ("Xim", ""),
    ],
    ends: &[
        ("acio", ""),
        ("alia", ""),
        ("ana", ""),
        ("anda", ""),
        ("elia", ""),
        ("encia", ""),
        ("enio", ""),
        ("iano", ""),
        ("icia", ""),
        ("ides", ""),
        ("inda", ""),
        ("inio", ""),
        ("ita", ""),
        ("oma", ""),
        ("ondo", ""),
        ("unda", ""),
    ],
    stems: &[
        ("Agui", ""),
        ("Bene", ""),
        ("Casta", ""),
        ("Durá", ""),
        ("Espi", ""),
        ("Fonta", ""),
        ("Guada", ""),
        ("Herre", ""),
        ("Iba", ""),
        ("Jura", ""),
        ("Lose", ""),
        ("Mendi", ""),
        ("Oroz", ""),
        ("Peña", ""),
        ("Riba", ""),
        ("Saave", ""),
        ("Tole", ""),
        ("Urru", ""),
        ("Villa", ""),
    ],
};

pub(super) const RUSSIAN: Rare = Rare {
    begins: &[
        ("Bogd", "Богд"),
        ("Vel", "Вел"),
        ("Gal", "Гал"),
        ("Dar", "Дар"),
        ("Zlat", "Злат"),
        ("Kir", "Кир"),
        ("Lyud", "Люд"),
        ("Mir", "Мир"),
        ("Nad", "Над"),
        ("Pol", "Пол"),
        ("Rad", "Рад"),
        ("Svet", "Свет"),
        ("Tim", "Тим"),
        ("Rost", "Рост"),
    ],
    ends: &[
        ("an", "ан"),
        ("ana", "ана"),
        ("ena", "ена"),
        ("ila", "ила"),
        ("ina", "ина"),
        ("islav", "ислав"),
        ("islava", "ислава"),
        ("omir", "омир"),
        ("omira", "омира"),
        ("on", "он"),
        ("im", "им"),
    ],
    stems: &[
        ("Bel", "Бел"),
        ("Vor", "Вор"),
        ("Glad", "Глад"),
        ("Drob", "Дроб"),
        ("Kolm", "Колм"),
        ("Lomon", "Ломон"),
        ("Medv", "Медв"),
        ("Nov", "Нов"),
        ("Ostr", "Остр"),
        ("Prokh", "Прох"),
        ("Rud", "Руд"),
        ("Sokol", "Сокол"),
        ("Tver", "Твер"),
        ("Ushak", "Ушак"),
        ("Fedos", "Федос"),
    ],
};

pub(super) const GREEK: Rare = Rare {
    begins: &[
        ("Anth", "Ανθ"),
        ("Arist", "Αριστ"),
        ("Dam", "Δαμ"),
        ("Fil", "Φιλ"),
        ("Kall", "Καλλ"),
        ("Leon", "Λεον"),
        ("Mel", "Μελ"),
        ("Nik", "Νικ"),
        ("Pan", "Παν"),
        ("Styl", "Στυλ"),
        ("Zin", "Ζην"),
    ],
    ends: &[
        ("a", "α"),
        ("as", "ας"),
        ("anthi", "άνθη"),
        ("ia", "ία"),
        ("ianos", "ιανός"),
        ("idas", "ίδας"),
        ("iki", "ίκη"),
        ("ina", "ίνα"),
        ("is", "ης"),
        ("on", "ων"),
        ("ida", "ίδα"),
    ],
    stems: &[
        ("Alexo", "Αλεξο"),
        ("Geo", "Γεω"),
        ("Dima", "Δημα"),
        ("Kara", "Καρα"),
        ("Kosta", "Κωστα"),
        ("Lampro", "Λαμπρο"),
        ("Nea", "Νεα"),
        ("Palaio", "Παλαιο"),
        ("Spano", "Σπανο"),
        ("Trianta", "Τριαντα"),
        ("Zafi", "Ζαφει"),
    ],
};

pub(super) const JAPANESE: Rare = Rare {
    begins: &[
        ("Masa", "まさ"),
        ("Nao", "なお"),
        ("Tomo", "とも"),
        ("Yoshi", "よし"),
        ("Hiro", "ひろ"),
        ("Kazu", "かず"),
        ("Aki", "あき"),
        ("Taka", "たか"),
        ("Mitsu", "みつ"),
        ("Nobu", "のぶ"),
        ("Haru", "はる"),
        ("Yuki", "ゆき"),
        ("Sato", "さと"),
        ("Mino", "みの"),
    ],
    ends: &[
        ("hiro", "ひろ"),
        ("ko", "こ"),
        ("mi", "み"),
        ("ki", "き"),
        ("shi", "し"),
        ("ya", "や"),
        ("to", "と"),
        ("na", "な"),
        ("ka", "か"),
        ("nori", "のり"),
        ("e", "え"),
        ("ta", "た"),
    ],
    stems: &[
        ("Aka", "あか"),
        ("Fuji", "ふじ"),
        ("Hana", "はな"),
        ("Ishi", "いし"),
        ("Kita", "きた"),
        ("Matsu", "まつ"),
        ("Naka", "なか"),
        ("Oka", "おか"),
        ("Sugi", "すぎ"),
        ("Take", "たけ"),
        ("Ue", "うえ"),
        ("Yoko", "よこ"),
    ],
};

pub(super) const INDIAN: Rare = Rare {
    begins: &[
        ("Abhi", ""),
        ("Bhar", ""),
        ("Chet", ""),
        ("Dee", ""),
        ("Gau", ""),
        ("Har", ""),
        ("Ish", ""),
        ("Jay", ""),
        ("Kav", ""),
        ("Lak", ""),
        ("Man", ""),
        ("Nav", ""),
        ("Pra", ""),
        ("Rav", ""),
        ("Sand", ""),
        ("Sur", ""),
        ("Tan", ""),
        ("Vish", ""),
    ],
    ends: &[
        ("ali", ""),
        ("an", ""),
        ("ana", ""),
        ("ansh", ""),
        ("anti", ""),
        ("deep", ""),
        ("esh", ""),
        ("ika", ""),
        ("ima", ""),
        ("inder", ""),
        ("it", ""),
        ("ita", ""),
        ("pal", ""),
        ("raj", ""),
        ("shan", ""),
        ("shree", ""),
        ("vi", ""),
    ],
    stems: &[
        ("Anantha", ""),
        ("Bala", ""),
        ("Gopa", ""),
        ("Hari", ""),
        ("Kuma", ""),
        ("Mahe", ""),
        ("Nara", ""),
        ("Padma", ""),
        ("Raja", ""),
        ("Sathya", ""),
        ("Venka", ""),
        ("Vidya", ""),
    ],
};
