// Steps 7 and 8: the owner rates the work, the agency answers, and the credit page explains what came of it.

const praise = "测量准确，提交及时，沟通顺畅。";
const thanks = "感谢业主的认可，我们会继续做好服务。";

/** The owner rates once; the agency answers once. */
export async function rated(owner, winner, contract) {
  await owner.opens(contract);
  await owner.follows("contracts-to-rating");
  await owner.fills({ quality: 5, timeliness: 5, attitude: 4, charge: 5, compliance: 5, words: praise });
  await owner.presses("ratings-rate-go");
  await owner.sees("ratings-flash-rated", praise);
  await winner.opens(`${contract}/rating`);
  await winner.sees(praise);
  await winner.fills({ answer: thanks });
  await winner.presses("ratings-answer-go");
  await winner.sees("ratings-flash-answered", thanks);
}

/** Anybody reads the rating and how it counts; an earlier day shows the score of then. */
export async function explained(reader, agency) {
  await reader.opens(`${agency}/ratings`);
  await reader.sees(praise, thanks);
  await reader.opens(agency);
  await reader.follows("search-credit-explained");
  await reader.fills({ at: "2026-11-20T09:00" });
  await reader.presses("credit-at-go");
}
