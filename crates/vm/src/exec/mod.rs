//! How the machine moves.
