import { faceProblems } from "../focus.js";
import { keepTime } from "../times.js";

keepTime();
faceProblems();
