import { testChanges } from "./mutations.ts";

testChanges(4);
