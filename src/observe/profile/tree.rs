//! The tree of calls: who was called by whom, with what it cost.
//!
//! A path from the root has every function once: one that is called again while it waits for itself,
//! at whatever distance, goes on in the node where it was. So the tree is bounded by the program, not
//! by its recursion, and what a node has below it is what its function has spent in all.

use std::collections::HashMap;

use serde::Serialize;

use crate::functions::FunctionId;

/// A node, by number; the root is 0.
pub type NodeId = u32;

/// The root: the program's top level.
pub const ROOT: NodeId = 0;

/// What a node has cost by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Cost {
    /// Cycles of the evaluator.
    pub cycles: u64,
    /// Cycles in which the sweeper had the token.
    pub sweeper_cycles: u64,
    /// Words allocated.
    pub words: u64,
    /// Times that the function's body was entered.
    pub calls: u64,
}

impl Cost {
    /// Adds another cost.
    pub fn add(&mut self, other: &Cost) {
        self.cycles += other.cycles;
        self.sweeper_cycles += other.sweeper_cycles;
        self.words += other.words;
        self.calls += other.calls;
    }
}

/// A function where it has been called.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// The function.
    pub function: FunctionId,
    /// The node of its caller, an earlier one; the root's is the root.
    pub parent: NodeId,
    /// What it has cost there, without those below.
    pub cost: Cost,
}

/// The tree.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    calls: HashMap<(NodeId, FunctionId), NodeId>,
    /// The call looked up last, which is often the next one.
    last: ((NodeId, FunctionId), NodeId),
}

impl Default for Tree {
    fn default() -> Tree {
        let root = Node { function: 0, parent: ROOT, cost: Cost::default() };
        Tree { nodes: vec![root], calls: HashMap::new(), last: ((ROOT, 0), ROOT) }
    }
}

impl Tree {
    /// The nodes; every one comes after its parent.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The cost of a node, to be added to.
    #[inline(always)]
    pub fn cost(&mut self, node: NodeId) -> &mut Cost {
        &mut self.nodes[node as usize].cost
    }

    /// The node of a function that `caller` calls.
    #[inline(always)]
    pub fn call(&mut self, caller: NodeId, function: FunctionId) -> NodeId {
        let call = (caller, function);
        if self.last.0 != call {
            self.last = (call, self.find(call));
        }
        self.last.1
    }

    fn find(&mut self, call: (NodeId, FunctionId)) -> NodeId {
        if let Some(&node) = self.calls.get(&call) {
            return node;
        }
        let (caller, function) = call;
        let node = self.ancestor(caller, function).unwrap_or_else(|| {
            self.nodes.push(Node { function, parent: caller, cost: Cost::default() });
            self.nodes.len() as NodeId - 1
        });
        self.calls.insert(call, node);
        node
    }

    /// The node of the function on the way from `node` to the root.
    fn ancestor(&self, mut node: NodeId, function: FunctionId) -> Option<NodeId> {
        loop {
            let Node { function: here, parent, .. } = self.nodes[node as usize];
            if here == function {
                return Some(node);
            }
            if node == ROOT {
                return None;
            }
            node = parent;
        }
    }

    /// The functions from the root to a node.
    pub fn path(&self, mut node: NodeId) -> Vec<FunctionId> {
        let mut path = vec![self.nodes[node as usize].function];
        while node != ROOT {
            node = self.nodes[node as usize].parent;
            path.push(self.nodes[node as usize].function);
        }
        path.reverse();
        path
    }

    /// What each of so many functions has cost: by itself, and with all that it has called.
    pub fn by_function(&self, functions: usize) -> Vec<(Cost, Cost)> {
        let mut sums: Vec<Cost> = self.nodes.iter().map(|node| node.cost).collect();
        for i in (1..self.nodes.len()).rev() {
            let below = Cost { calls: 0, ..sums[i] };
            sums[self.nodes[i].parent as usize].add(&below);
        }
        let mut rows = vec![(Cost::default(), Cost::default()); functions];
        for (node, sum) in self.nodes.iter().zip(&sums) {
            let (own, total) = &mut rows[node.function as usize];
            own.add(&node.cost);
            total.add(sum);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recursion_is_folded_and_totals_are_exact() {
        let mut tree = Tree::default();
        let a = tree.call(ROOT, 1);
        let b = tree.call(a, 2);
        assert_eq!(tree.call(a, 1), a, "a calls itself");
        assert_eq!(tree.call(b, 1), a, "b calls a again");
        assert_eq!(tree.call(b, 2), b);
        let c = tree.call(ROOT, 2);
        assert_ne!(c, b, "b called from the top level");
        for (node, cycles) in [(ROOT, 1), (a, 10), (b, 100), (c, 1000)] {
            tree.cost(node).cycles += cycles;
        }
        assert_eq!(tree.path(b), [0, 1, 2]);
        let rows: Vec<(u64, u64)> =
            tree.by_function(3).iter().map(|(own, total)| (own.cycles, total.cycles)).collect();
        assert_eq!(rows, [(1, 1111), (10, 110), (1100, 1100)]);
    }
}
