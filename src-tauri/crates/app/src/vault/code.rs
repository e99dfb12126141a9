//! The recovery code: 160 random bits on paper, in groups that can be read out and typed.
//!
//! **Invariant:** a code that was mistyped is told from a code of something else, by the last group.

use sha2_of_hkdf::{Digest, Sha256};
use zeroize::Zeroizing;

use super::seal::{Broken, fresh};

/// Without I, L, O and U, which look like others or make words.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a group.
const GROUP: usize = 4;
/// Groups that are the code; one more checks them.
pub(super) const GROUPS: usize = 8;

/// A recovery code.
pub(super) struct RecoveryCode(Zeroizing<[u8; 20]>);

impl RecoveryCode {
    pub(super) fn fresh() -> Result<Self, Broken> {
        Ok(Self(fresh()?))
    }

    /// What a person typed: in any case, with or without lines between groups. Nothing when it is no code.
    pub(super) fn typed(text: &str) -> Option<Self> {
        let letters: Zeroizing<Vec<u8>> = Zeroizing::new(
            text.chars().filter(|letter| letter.is_alphanumeric()).map(value).collect::<Option<Vec<u8>>>()?,
        );
        let (code, check) = letters.split_at_checked(GROUP * GROUPS)?;
        let mut bytes = Zeroizing::new([0; 20]);
        for (to, from) in bytes.chunks_exact_mut(5).zip(code.chunks_exact(8)) {
            let bits = from.iter().fold(0u64, |bits, letter| bits << 5 | u64::from(*letter));
            for (place, byte) in to.iter_mut().rev().enumerate() {
                *byte = u8::try_from(bits >> (8 * place) & 0xff).unwrap_or(0);
            }
        }
        (checking(&bytes) == check).then_some(Self(bytes))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0[..]
    }

    /// As it is shown, once: `ABCD-EFGH-…`.
    pub(super) fn shown(&self) -> Zeroizing<String> {
        let mut shown = Zeroizing::new(String::with_capacity((GROUP + 1) * (GROUPS + 1)));
        for group in 0..=GROUPS {
            if group > 0 {
                shown.push('-');
            }
            shown.push_str(&self.group(group));
        }
        shown
    }

    /// One of its groups, from 0.
    pub(super) fn group(&self, number: usize) -> Zeroizing<String> {
        let mut letters = Zeroizing::new(Vec::with_capacity(GROUP * (GROUPS + 1)));
        for five in self.0.chunks_exact(5) {
            let bits = five.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
            letters.extend((0..8).rev().map(|place| u8::try_from(bits >> (5 * place) & 31).unwrap_or(0)));
        }
        letters.extend(checking(&self.0));
        let group = letters.chunks(GROUP).nth(number).unwrap_or_default();
        Zeroizing::new(
            group
                .iter()
                .filter_map(|letter| LETTERS.get(usize::from(*letter)))
                .map(|letter| char::from(*letter))
                .collect(),
        )
    }

    /// Whether this was typed for one of its groups.
    pub(super) fn has_group(&self, number: usize, typed: &str) -> bool {
        let wanted: Option<Vec<u8>> = self.group(number).chars().map(value).collect();
        let typed: Option<Vec<u8>> = typed.chars().filter(|letter| letter.is_alphanumeric()).map(value).collect();
        wanted.is_some() && wanted == typed
    }
}

fn checking(bytes: &[u8; 20]) -> [u8; GROUP] {
    let sum = Sha256::digest([b"kith recovery code ".as_slice(), bytes].concat());
    let mut check = [0; GROUP];
    for (to, from) in check.iter_mut().zip(sum) {
        *to = from & 31;
    }
    check
}

/// The value of a letter; those that look like figures are figures.
fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    LETTERS.iter().position(|each| char::from(*each) == letter).and_then(|place| u8::try_from(place).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        for _ in 0..50 {
            let code = RecoveryCode::fresh().unwrap();
            let shown = code.shown();
            assert_eq!(shown.len(), 44);
            for typed in [
                shown.to_string(),
                shown.to_lowercase(),
                shown.replace('-', " "),
                shown.replace('0', "o").replace('1', "l"),
            ] {
                assert_eq!(RecoveryCode::typed(&typed).unwrap().bytes(), code.bytes(), "{typed}");
            }
            assert!(code.has_group(3, &shown.split('-').nth(3).unwrap().to_lowercase()));
            assert!(!code.has_group(3, ""));
        }
    }

    #[test]
    fn a_code_with_a_wrong_letter_is_no_code() {
        let code = RecoveryCode::fresh().unwrap();
        let shown = code.shown();
        let mut missed = 0;
        for place in 0..shown.len() {
            let mut letters: Vec<char> = shown.chars().collect();
            if letters[place] == '-' {
                continue;
            }
            letters[place] = if letters[place] == 'A' { 'B' } else { 'A' };
            missed += usize::from(RecoveryCode::typed(&letters.iter().collect::<String>()).is_some());
        }
        assert_eq!(missed, 0);
        assert!(RecoveryCode::typed("").is_none() && RecoveryCode::typed("correct horse battery staple").is_none());
    }
}
