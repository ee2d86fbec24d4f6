//! The method resolution order: the C3 linearisation of the bases.

use std::collections::HashMap;
use std::fmt::Write as _;

use taipan_heap::value::Ref;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::value::class::Class;

/// The ancestors of a class with these bases, nearest first. Raises TypeError if there is no such order.
pub fn linearise(vm: &mut Vm, bases: &[Ref<Class>]) -> Result<Vec<Ref<Class>>, Raised> {
    for (index, base) in bases.iter().enumerate() {
        if bases.iter().take(index).any(|other| other.value().is(base.value())) {
            return Err(vm.type_error(format!("duplicate base class {}", base.text_name())));
        }
    }
    let mut lists = Vec::with_capacity(bases.len() + 1);
    for base in bases {
        vm.charge(base.ancestors.borrow().len() as u64)?;
        let mut order = vec![base.clone()];
        order.extend(base.ancestors.borrow().iter().cloned());
        if bases.len() == 1 {
            return Ok(order);
        }
        order.reverse();
        lists.push(order);
    }
    // The lists are kept backwards, so that their heads come off cheaply.
    lists.push(bases.iter().rev().cloned().collect());
    let mut waiting = Waiting::of(&lists);
    let mut order = Vec::new();
    loop {
        vm.charge(lists.len() as u64)?;
        lists.retain(|list| !list.is_empty());
        if lists.is_empty() {
            return Ok(order);
        }
        let Some(next) = lists.iter().filter_map(|list| list.last()).find(|head| !waiting.has(head)).cloned() else {
            return Err(vm.type_error(inconsistent(&lists)));
        };
        for list in &mut lists {
            if list.last().is_some_and(|head| head.value().is(next.value())) {
                list.pop();
                waiting.take(list.last());
            }
        }
        order.push(next);
    }
}

/// In how many lists each class stands behind the head: another class must come before it.
struct Waiting(HashMap<*const Class, usize>);

impl Waiting {
    fn of(lists: &[Vec<Ref<Class>>]) -> Waiting {
        let mut counts = HashMap::new();
        for class in lists.iter().filter_map(|list| list.split_last()).flat_map(|(_, behind)| behind) {
            *counts.entry(std::ptr::from_ref::<Class>(class)).or_default() += 1;
        }
        Waiting(counts)
    }

    fn has(&self, class: &Ref<Class>) -> bool {
        self.0.get(&std::ptr::from_ref::<Class>(class)).is_some_and(|count| *count > 0)
    }

    /// A class has become the head of a list.
    fn take(&mut self, head: Option<&Ref<Class>>) {
        if let Some(count) = head.and_then(|head| self.0.get_mut(&std::ptr::from_ref::<Class>(head))) {
            *count -= 1;
        }
    }
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
