import { focusProblem } from "../focus.js";
import { offerPasskeys } from "../passkeys.js";
import { keepTime } from "../times.js";

keepTime();
focusProblem();
offerPasskeys();
