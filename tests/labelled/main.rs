//! Who is who, asked of made-up communities that know the truth.

mod quality;
