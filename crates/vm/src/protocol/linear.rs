//! The method resolution order: the C3 linearisation of the bases.

use std::fmt::Write as _;

use taipan_heap::value::Ref;

use crate::value::class::Class;

/// The ancestors of a class with these bases, nearest first; else the message that says why there is no order.
pub fn linearise(bases: &[Ref<Class>]) -> Result<Vec<Ref<Class>>, String> {
    for (index, base) in bases.iter().enumerate() {
        if bases.iter().take(index).any(|other| other.value().is(base.value())) {
            return Err(format!("duplicate base class {}", base.text_name()));
        }
    }
    let mut lists: Vec<Vec<Ref<Class>>> = bases
        .iter()
        .map(|base| {
            let mut order = vec![base.clone()];
            order.extend(base.ancestors.borrow().iter().cloned());
            order.reverse();
            order
        })
        .collect();
    // The lists are kept backwards, so that their heads come off cheaply.
    lists.push(bases.iter().rev().cloned().collect());
    let mut order = Vec::new();
    loop {
        lists.retain(|list| !list.is_empty());
        if lists.is_empty() {
            return Ok(order);
        }
        let Some(next) = lists.iter().filter_map(|list| list.last()).find(|head| !waits(&lists, head)).cloned() else {
            return Err(inconsistent(&lists));
        };
        for list in &mut lists {
            if list.last().is_some_and(|head| head.value().is(next.value())) {
                list.pop();
            }
        }
        order.push(next);
    }
}

/// True if a class stands behind the head of some list: another class must come before it.
fn waits(lists: &[Vec<Ref<Class>>], class: &Ref<Class>) -> bool {
    lists.iter().any(|list| {
        let tail = list.split_last().map(|(_, tail)| tail).unwrap_or_default();
        tail.iter().any(|other| other.value().is(class.value()))
    })
}

fn inconsistent(lists: &[Vec<Ref<Class>>]) -> String {
    let mut heads: Vec<&Ref<Class>> = Vec::new();
    for head in lists.iter().filter_map(|list| list.last()) {
        if !heads.iter().any(|other| other.value().is(head.value())) {
            heads.push(head);
        }
    }
    let mut message = String::from("Cannot create a consistent method resolution order (MRO) for bases ");
    for (index, head) in heads.iter().enumerate() {
        let _ = write!(message, "{}{}", if index == 0 { "" } else { ", " }, head.text_name());
    }
    message
}
