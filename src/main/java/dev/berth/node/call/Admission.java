package dev.berth.node.call;

import dev.berth.node.NodeAuth;
import dev.berth.node.identity.RefusedCalls;
import java.util.concurrent.Semaphore;

/** What decides whether a call is looked at. */
record Admission(NodeAuth auth, Semaphore places, RefusedCalls refused) {}
