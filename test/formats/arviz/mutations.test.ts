import { testChanges } from "./mutations.ts";

testChanges(0.8);
