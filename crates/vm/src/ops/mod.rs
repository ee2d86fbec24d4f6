//! What an operator asks: one file a family of operators. Each asks the builtin types directly and the special methods
//! of all others.
