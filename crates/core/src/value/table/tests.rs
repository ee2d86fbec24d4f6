//! What a table promises, with integers as keys.

use super::*;

fn int(value: i64) -> Value {
    Value::from_small_int(value).unwrap_or(Value::NONE)
}

fn find(table: &Table, key: i64) -> Option<usize> {
    table.find(key as u64, |candidate| candidate.is(&int(key)))
}

fn insert(heap: &Heap, table: &mut Table, key: i64, value: i64) {
    match find(table, key) {
        Some(entry) => drop(table.set_entry_value(entry, int(value))),
        None => assert!(table.insert_new(heap, key as u64, int(key), int(value)).is_ok()),
    }
}

fn remove(heap: &Heap, table: &mut Table, key: i64) -> bool {
    find(table, key).and_then(|entry| table.remove(heap, entry)).is_some()
}

fn items(table: &Table) -> Vec<(i64, i64)> {
    let int = |value: &Value| value.word().as_int().unwrap_or(-1);
    table.iter().map(|entry| (int(&entry.key), int(&entry.value))).collect()
}

/// A small generator of numbers that look random.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % sides
    }
}

#[test]
fn a_table_does_what_an_ordered_list_of_pairs_does() {
    for range in [6, 12, 300, 3_000] {
        let heap = Heap::new(&[]);
        let mut table = Table::new();
        let mut model: Vec<(i64, i64)> = Vec::new();
        let mut dice = Dice(range);
        for step in 0..20_000 {
            let key = dice.roll(range) as i64 * 64;
            let known = model.iter().position(|(k, _)| *k == key);
            match dice.roll(5) {
                0..=2 => {
                    insert(&heap, &mut table, key, step);
                    match known {
                        Some(place) => model[place].1 = step,
                        None => model.push((key, step)),
                    }
                }
                3 => {
                    assert_eq!(remove(&heap, &mut table, key), known.is_some());
                    if let Some(place) = known {
                        model.remove(place);
                    }
                }
                _ if dice.roll(2) == 0 => {
                    let popped = table.pop_last(&heap).map(|(key, _)| key.word().as_int());
                    assert_eq!(popped, model.pop().map(|(key, _)| Some(key)));
                }
                _ => assert_eq!(find(&table, key).is_some(), known.is_some()),
            }
            assert_eq!(table.length(), model.len());
        }
        assert_eq!(items(&table), model);
        let copy = table.clone_into(&heap);
        assert_eq!(copy.map(|copy| items(&copy)), Ok(model));
    }
}

#[test]
fn a_table_serves_as_a_queue_in_constant_time() {
    let heap = Heap::new(&[]);
    let mut table = Table::new();
    for key in 0..1_000 {
        insert(&heap, &mut table, key, key);
    }
    for key in 1_000..200_000 {
        let first = table.next_live(0).map(|(entry, _)| entry);
        assert_eq!(
            first.and_then(|entry| table.remove(&heap, entry)).map(|(key, _)| key.word()),
            Some(int(key - 1_000).word())
        );
        insert(&heap, &mut table, key, key);
    }
    assert_eq!(table.length(), 1_000);
    assert!(table.end() < 10_000);
}

#[test]
fn a_version_changes_with_the_keys_and_not_with_the_values() {
    let heap = Heap::new(&[]);
    let mut table = Table::new();
    insert(&heap, &mut table, 1, 1);
    let before = table.version();
    insert(&heap, &mut table, 1, 2);
    assert_eq!(table.version(), before);
    insert(&heap, &mut table, 2, 2);
    let after = table.version();
    assert_ne!(after, before);
    remove(&heap, &mut table, 2);
    assert_ne!(table.version(), after);
    let emptied = table.take(&heap);
    assert_eq!(emptied.length(), 1);
    assert!(table.is_empty() && table.version() != 0);
}

#[test]
fn a_probe_meets_every_key_of_its_hash_and_starts_over_after_a_change() {
    for others in [0, 100] {
        let heap = Heap::new(&[]);
        let mut table: Table = Table::new();
        for key in 0..others {
            insert(&heap, &mut table, key + 1_000, 0);
        }
        for key in 0..4 {
            assert!(table.insert_new(&heap, 7, int(key), int(key)).is_ok());
        }
        let mut probe = Table::search(7);
        let first = table.step(&mut probe);
        assert!(first.is_some() && table.unchanged(&probe));
        assert!(first.and_then(|entry| table.remove(&heap, entry)).is_some());
        assert!(!table.unchanged(&probe));
        let mut met = 0;
        while table.step(&mut probe).is_some() {
            met += 1;
        }
        assert_eq!(met, 3);
    }
}

#[test]
fn a_walk_backwards_meets_the_same_entries() {
    let heap = Heap::new(&[]);
    let mut table = Table::new();
    for key in 0..50 {
        insert(&heap, &mut table, key, 0);
    }
    for key in 0..50 {
        if key % 3 == 0 {
            remove(&heap, &mut table, key);
        }
    }
    let forwards: Vec<Word> = table.iter().map(|entry| entry.key.word()).collect();
    let mut backwards = Vec::new();
    let mut position = table.end();
    while let Some((entry, found)) = table.previous_live(position) {
        backwards.push(found.key.word());
        position = entry;
    }
    backwards.reverse();
    assert_eq!(forwards.len(), 33);
    assert!(forwards == backwards);
}

#[test]
fn a_refused_allocation_leaves_the_table_whole() {
    let heap = Heap::new(&[]);
    let mut table = Table::new();
    heap.set_limit(heap.used() + 4_000);
    let mut refused = false;
    for key in 0..1_000 {
        if table.insert_new(&heap, key as u64, int(key), int(key)).is_err() {
            refused = true;
            break;
        }
    }
    assert!(refused);
    let length = table.length() as i64;
    assert!((0..length).all(|key| find(&table, key).is_some()));
    assert_eq!(items(&table).len() as i64, length);
}

#[test]
fn entries_move_to_the_front() {
    let heap = Heap::new(&[]);
    for count in [1, 3, 8, 9, 40, 300] {
        let mut table = Table::new();
        let mut order: Vec<i64> = (0..count).collect();
        order.iter().for_each(|key| insert(&heap, &mut table, *key, *key));
        let mut dice = Dice(count as u64);
        for turn in 0..500 {
            let key = dice.roll(count as u64) as i64;
            if turn % 7 == 0 && order.contains(&key) && order.len() > 1 {
                order.retain(|other| *other != key);
                assert!(remove(&heap, &mut table, key));
            } else if let Some(entry) = find(&table, key) {
                order.retain(|other| *other != key);
                order.insert(0, key);
                assert!(table.move_to_front(&heap, entry).is_ok());
            } else {
                order.push(key);
                insert(&heap, &mut table, key, key);
            }
            assert_eq!(items(&table), order.iter().map(|key| (*key, *key)).collect::<Vec<_>>());
            assert!(order.iter().all(|key| find(&table, *key).is_some()));
        }
    }
}
