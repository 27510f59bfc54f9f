/// The rules: who is ranked where, who executes what. A [StateMachine] turns an ordered stream of
/// [Input]s into a stream of [Effect]s and knows nothing else: no clock, no socket, no thread, no
/// chance. Same inputs, same effects.
///
/// One word, one meaning:
///
/// - **connection**: a socket at the edge; the core knows its number only
/// - **member**: a place in a roster, held by one connection, or by none while it is away
/// - **away**: without a connection, for as long as its grace lasts
/// - **session**: what a member with grace comes back with; the core knows its hash
/// - **replay**: the events that are counted for a member with grace, and told again if it missed them
/// - **waiter**: a connection that stands in line for a place in a full group
/// - **observer**: a connection that sees a group without a place in it
/// - **member id**: the number drawn on arrival; identity *and* seniority, never reused
/// - **rank**: how many living members are senior; 0 is the highest
/// - **roster**: all members of a group in rank order
/// - **group**: one roster with its commands
/// - **command**: what a sender asked those below it to execute
/// - **dispatch**: one command under way
/// - **executor**: a member that must execute a command
/// - **window**: how many commands may be under way to one executor
/// - **rollout**: the waves in which a command goes out
/// - **tracked**: a target that has an outcome of its own; of the others only their count is kept
/// - **outcome**: what became of one command at one target
/// - **tally**: the sum of a command's outcomes
/// - **snapshot**: all that behaviour depends on, taken down to go on from it elsewhere
/// - **input**: what happened, in the past tense
/// - **effect**: what must now be done or told
/// - **sequencer**: what gives inputs their order
///
/// Read on in this order: [Input], [Effect], [StateMachine], [Places], [Group], [Roster], [Dispatches],
/// [Delivery].
@NullMarked
package io.echelon.core;

import org.jspecify.annotations.NullMarked;
