import { focusProblem } from "../focus.js";
import { keepTime } from "../times.js";

keepTime();
focusProblem();
