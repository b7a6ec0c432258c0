# ruff: noqa: E501
"""A six-column page in English. Every town, firm and person is invented."""

from painter import Advert, Article, Beside, Crosshead, Description, Head, Photo, Stack, Story

HARBOUR = Article(
    kicker="VOTE ENDS FOUR YEARS OF ARGUMENT",
    headline="Council Backs New Harbour Wall After Night of Storms",
    byline="By ELEANOR MARSH",
    dateline="PORT HALLOW, March 27 — ",
    body=(
        "The town council voted eleven to four last night to build a new harbour wall, ending an argument that has "
        "divided this fishing community since the great flood of four winters ago. The decision came shortly before "
        "midnight, while waves were breaking over the old stones less than a hundred yards from the council chamber.",
        "The wall will be six hundred feet long and will stand nine feet above the highest tide on record. It is "
        "expected to cost two and a quarter million pounds, of which the county will pay half. The remainder will "
        "be raised by a loan, to be repaid over thirty years from harbour dues and a small addition to the rates.",
        "“We have listened to the engineers, and we have listened to the sea,” said the mayor, Mrs. Agnes Tolliver, "
        "when the result was announced. “Last week the sea made the better speech.” There was laughter, and then "
        "prolonged applause from the public gallery, where some eighty residents had waited for five hours.",
        Crosshead("A Costly Delay"),
        "Opponents of the scheme had argued that the money would be better spent on moving the fish market to higher "
        "ground. Councillor Howard Penrose, who has led the opposition from the beginning, told the meeting that a "
        "wall would only send the water elsewhere. “You cannot fight the ocean with concrete,” he said. “You can "
        "only choose which street it visits first.”",
        "The chief engineer, Mr. Douglas Farrow, answered that delay had already proved expensive. Repairs to the "
        "old wall have cost more than ninety thousand pounds in the past three years, and the foundations at the "
        "northern end are now so badly undermined that a single heavy storm might carry them away altogether.",
        "Work is to begin in June and will take two summers. During that time the northern basin will be closed to "
        "all but the smallest boats, and the larger trawlers will land their catch at Withering Sands, nine miles "
        "along the coast. The council has promised to pay the difference in transport and to keep the ice works "
        "running without interruption.",
        "Fishermen gathered on the quay this morning received the news with caution. “It is a good wall on paper,” "
        "said Thomas Kettle, who has worked from the harbour for forty-one years. “I shall believe in it when I can "
        "tie a boat to it.”",
    ),
)

RAIL = Article(
    headline="Branch Line To Reopen For Summer Visitors",
    byline="By PETER LANGDALE",
    dateline="ASHCOMBE, March 26 — ",
    body=(
        "Passenger trains will run again on the Ashcombe branch from the second week of May, the railway company "
        "announced yesterday. The line, which was closed to passengers eleven years ago, has carried only timber "
        "and gravel since that time.",
        "There will be five trains in each direction every weekday and seven on Saturdays. The journey of fourteen "
        "miles will take thirty-two minutes, with stops at Millbrook, Upper Denning and the new platform beside the "
        "botanical gardens. Two stations have been repainted, and the wooden bridge over the river has been "
        "strengthened with steel.",
        "Hotel keepers in the valley welcomed the announcement. Bookings for August are already a third higher than "
        "last summer, according to the chamber of commerce, and several families have decided to open their farms "
        "to visitors for the first time.",
    ),
)

WHEAT = Article(
    headline="Wheat Prices Fall As Rain Returns",
    body=(
        "Wheat prices fell sharply on the corn exchange yesterday after three days of steady rain across the "
        "eastern counties. Spring wheat for delivery in September closed at its lowest point since November, and "
        "barley followed it downward.",
        "Merchants said that farmers who had been holding back their grain in expectation of a drought were now "
        "anxious to sell. More than four thousand sacks changed hands before noon, nearly double the quantity of "
        "an ordinary market day.",
        "The agricultural adviser for the county, Dr. Helen Foxley, warned that the danger had not passed. The "
        "ground beneath the surface was still dry, she said, and another fortnight of gentle rain was needed before "
        "the harvest could be considered safe.",
    ),
)

SCHOOL = Article(
    headline="Pupils Find Roman Coins In Playing Field",
    dateline="LITTLE MARLOW CROSS — ",
    body=(
        "A lesson in gardening became a lesson in history on Tuesday when pupils of the village school dug up a clay "
        "pot containing forty-three Roman coins. The children, aged between nine and eleven, were preparing a bed "
        "for potatoes at the edge of the playing field.",
        "The curator of the county museum, who was called by telephone, arrived within the hour and spent the "
        "afternoon on his knees among the seedlings. He believes that the coins were hidden about seventeen hundred "
        "years ago by a merchant who never returned to collect them.",
        "The coins will be cleaned and shown in the museum before the end of the term. The potatoes, the headmistress "
        "added firmly, will be planted somewhere else.",
    ),
)

LIBRARY = Article(
    kicker="A READING ROOM FOR EVERYBODY",
    headline="Old Customs House Opens Its Doors As Library",
    subheadline="Eighteen thousand volumes where tobacco was weighed",
    byline="By MIRIAM ASHDOWN",
    dateline="PORT HALLOW, March 27 — ",
    body=(
        "For a hundred and twenty years the tall brick building at the corner of Anchor Street was a place that "
        "people entered with reluctance and left with relief. Captains came to pay their duties, merchants came to "
        "dispute them, and smugglers came in handcuffs. Since yesterday morning anyone may walk in and nothing is "
        "demanded at the counter except quiet.",
        "The old customs house has been turned into a public library. Eighteen thousand volumes stand where bales of "
        "tobacco were once weighed, and the iron scales, polished and no longer suspicious of anybody, have been "
        "given a place beside the door. Children are invited to weigh their books on them.",
        "The work took three years and cost less than had been feared. Much of it was done by apprentices of the "
        "technical college, who repaired the great staircase tread by tread and learned in doing so how such "
        "staircases are made. The long windows facing the water were found to be sound; only the glass was replaced.",
        "The librarian, Miss Rosalind Hart, began with a list of nine hundred books that readers had asked for in "
        "vain during the past winter. Every one of them was on the shelves when the doors opened. “A library is a "
        "promise,” she said, “and I wished to begin by keeping some.”",
        "By evening more than six hundred people had registered, among them the harbour pilot, two bakers, the "
        "entire crew of a Norwegian timber ship and a gentleman of ninety-four who explained that he had been "
        "meaning to take up reading as soon as he had the time. He borrowed a manual on the keeping of bees, and "
        "was reminded that it must be returned within fourteen days.",
        "The reading room is open from nine in the morning until eight at night on every day but Sunday. There is a "
        "corner with low tables for children, a room with newspapers from seven countries, and a quiet gallery "
        "under the roof from which, on a clear afternoon, one can see ships a full hour before they reach the "
        "harbour.",
    ),
)

TIDES = Article(
    headline="Tides and Weather",
    body=(
        "High water at Port Hallow today at 6.14 in the morning and 6.41 in the evening. Winds from the southwest, "
        "fresh at first, becoming moderate. Showers before noon, brighter later. Highest temperature 54 degrees.",
        "Small boats are advised to remain in harbour until the afternoon.",
    ),
)

QUAY = Photo(
    caption="Waves break over the northern end of the old harbour wall at Port Hallow yesterday evening, as seen from "
    "the roof of the ice works.",
    credit="Photograph by Simon Achery",
    aspect=0.6,
    seed=23,
)

PAGE = Description(
    script="en",
    size_px=(2800, 3900),
    margin_px=130,
    columns=6,
    body_px=34,
    leading=1.16,
    gutter_em=1.1,
    indent_em=1,
    column_rules=True,
    head=Head(
        nameplate="The Hallow Courier",
        nameplate_px=250,
        place="centre",
        folio=("No. 18,204", "PORT HALLOW, THURSDAY, MARCH 28", "TWELVE PAGES", "PRICE SIXPENCE"),
    ),
    content=Beside(
        (
            Stack(
                (
                    Story(article=HARBOUR, columns=4, headline_px=132, inset=QUAY, inset_columns=2),
                    Story(article=LIBRARY, columns=4, headline_px=76),
                ),
                columns=4,
            ),
            Stack(
                (
                    Story(article=RAIL, columns=2, headline_px=74),
                    Story(article=TIDES, columns=2, headline_px=48, frame="rule", rules=False),
                    Beside(
                        (
                            Story(article=WHEAT, columns=1, headline_px=52),
                            Story(article=SCHOOL, columns=1, headline_px=52),
                        )
                    ),
                    Advert(
                        lines=("Bellweather & Sons", "Makers of Fine Lanterns", "12 Anchor Street"),
                        height_px=330,
                    ),
                ),
                columns=2,
            ),
        )
    ),
)
