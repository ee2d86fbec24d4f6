//! What a table of members promises, with integers.

use std::collections::BTreeSet;

use super::*;

fn int(value: u64) -> Value {
    Value::from_small_int(value as i64).unwrap_or(Value::NONE)
}

fn find(members: &Members, key: u64) -> Option<usize> {
    members.find(key, |candidate| candidate.is(&int(key)))
}

fn add(heap: &Heap, members: &mut Members, key: u64) {
    if find(members, key).is_none() {
        assert!(members.insert_new(heap, key, int(key)).is_ok_and(|slot| find(members, key) == Some(slot)));
    }
}

fn hashes(members: &Members) -> Vec<u64> {
    members.iter().map(|slot| slot.hash).collect()
}

#[test]
fn small_integers_lie_in_their_order() {
    let heap = Heap::new(&[]);
    let mut members = Members::new();
    for key in [3, 1, 2, 0] {
        add(&heap, &mut members, key);
    }
    assert_eq!(hashes(&members), [0, 1, 2, 3]);
    for key in [40, 9, 17] {
        add(&heap, &mut members, key);
    }
    assert_eq!(hashes(&members), [0, 1, 2, 3, 40, 9, 17]);
    assert_eq!(members.clone_into(&heap).map(|copy| hashes(&copy)), Ok(vec![0, 1, 2, 3, 17, 40, 9]));
}

#[test]
fn members_come_and_go() {
    let heap = Heap::new(&[]);
    let (mut members, mut model, mut seed) = (Members::new(), BTreeSet::new(), 1u64);
    for _ in 0..50_000 {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let key = (seed >> 33) % 700 * 16;
        if seed >> 60 < 8 {
            add(&heap, &mut members, key);
            model.insert(key);
        } else {
            let removed = find(&members, key).and_then(|slot| members.remove(&heap, slot));
            assert_eq!(removed.is_some(), model.remove(&key));
        }
        assert_eq!(members.length(), model.len());
    }
    let sorted: BTreeSet<u64> = hashes(&members).into_iter().collect();
    assert_eq!(sorted, model);
    while let Some(member) = members.pop(&heap) {
        assert!(member.word().as_int().is_some_and(|member| model.remove(&(member as u64))));
    }
    assert!(model.is_empty());
}

#[test]
fn a_search_meets_every_member_of_its_hash_and_starts_over_after_a_change() {
    let heap = Heap::new(&[]);
    let mut members = Members::new();
    for key in 0..4 {
        assert!(members.insert_new(&heap, 7, int(key)).is_ok());
    }
    let mut search = Members::search(7);
    let first = members.step(&mut search);
    assert!(first.and_then(|slot| members.remove(&heap, slot)).is_some());
    assert!(!members.unchanged(&search));
    let mut met = 0;
    while members.step(&mut search).is_some() {
        met += 1;
    }
    assert_eq!(met, 3);
}
