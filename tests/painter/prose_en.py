# ruff: noqa: E501, SIM905
"""News in English that nobody ever wrote: sentences from templates, their slots filled with invented names."""

from random import Random

TOWNS = (
    "Port Hallow|Ashcombe|Millbrook|Withering Sands|Upper Denning|Foxley|Marlow Cross|Stonebridge|Eastwick|Thornbury Vale|"
    "Kettering Moor|Alder Creek|Harrow Point|Bramley|Linden Falls|Saltmarsh|Brightwater|Cold Ashton"
).split("|")
FIRST = "Agnes Thomas Eleanor Peter Miriam Howard Helen Douglas Rosalind Simon Clara Edwin Harriet Walter Ruth Gilbert".split()
LAST = "Tolliver Kettle Marsh Langdale Ashdown Penrose Foxley Farrow Hart Achery Winslow Crane Hobday Pell Garrick Moss".split()
BODIES = (
    "the county council|the harbour board|the railway company|the school committee|the water company|the farmers' union|"
    "the chamber of commerce|the parish council|the electric company|the fire brigade|the museum trustees|the health office"
).split("|")
WORKS = (
    "a new bridge|a larger market hall|a reservoir|a children's hospital|a public library|a tram line|a sea wall|a grain store|"
    "a technical college|a bathing pool|a cattle market|a power station"
).split("|")
GOODS = "wheat barley timber wool herring potatoes coal apples butter hops slate linen".split()

SENTENCES = (
    "{Body} of {town} announced on {day} that it would build {work} at a cost of {n} thousand pounds.",
    "The work is expected to take {few} months and will give employment to about {n} men.",
    "“We have waited a long time for this,” said {person}, who has lived in the district for {few} years.",
    "Prices of {goods} rose sharply at the market in {town}, where {n} lots were sold before noon.",
    "Merchants said that supplies of {goods} had been delayed by floods in the valley and by a shortage of wagons.",
    "According to {person}, the secretary of the committee, nearly {n} residents signed the petition.",
    "A spokesman for {body} declined to say whether the plan would be changed.",
    "The road between {town} and {town} was closed for {few} hours after a wagon loaded with {goods} overturned.",
    "No one was injured, but several windows were broken and the telephone line was cut.",
    "{person} told the meeting that the present building was too small, too cold and too far from the station.",
    "Children from {few} schools took part in the procession, which was led by the band of {body}.",
    "The meeting adopted the report by {n} votes to {few} and adjourned until the second Tuesday of the month.",
    "Engineers who examined the foundations found them sound, although some of the older stones must be replaced.",
    "In the last quarter the port handled {n} thousand tons of {goods}, an increase of {few} per cent over last year.",
    "Farmers in the neighbourhood of {town} report that the harvest of {goods} will be the best since the war.",
    "Heavy rain fell throughout the night, and by morning the river had risen {few} feet above its usual level.",
    "“It is not a question of money but of patience,” {person} added, and the audience applauded.",
    "Visitors are asked to leave their vehicles outside the town and to walk the remaining distance.",
    "The exhibition, which contains more than {n} objects, will remain open until the end of the month.",
    "Two men who had been working in the yard raised the alarm and carried the books and papers into the street.",
    "The damage is estimated at {n} pounds and is only partly covered by insurance.",
    "Under the agreement {body} will supply the land and {person} will supervise the construction.",
    "Many of the older inhabitants remember when the whole district was nothing but orchards and marsh.",
    "The new timetable will come into force on Monday, with {few} additional trains on market days.",
    "It was decided to invite {body} to send a representative to the next conference in {town}.",
    "For several weeks the wells have been almost dry, and water has been brought by cart from {town}.",
    "Members of the expedition returned yesterday with specimens of plants never before seen in this country.",
    "The judge remarked that he had seldom heard a case in which so much had been said about so little.",
    "Shopkeepers complain that trade has suffered since the ferry was withdrawn at the beginning of winter.",
    "{Body} has promised to publish its accounts before the end of the year.",
    "A collection was made for the families, and within an hour more than {n} pounds had been given.",
    "The prize for the finest display of {goods} was awarded to {person}, whose family has farmed here for generations.",
    "Workmen digging a trench near the church discovered a stone carved with letters that nobody has yet been able to read.",
    "The captain reported a calm passage, apart from thick fog on the second evening.",
    "Although the proposal was received with some surprise, it found supporters on both sides of the chamber.",
    "The doctor advised people to boil their drinking water until further notice.",
)
HEADS = (
    "{Town} To Build {Work}", "Prices Of {Goods} Rise Again", "Floods Close Road Near {Town}", "Council Approves Plan For {Town}",
    "Record Crowd At {Town} Fair", "{Goods} Harvest Best In Years", "Petition Signed By {n} Residents", "Fire Destroys Old Mill In {Town}",
    "More Trains Promised For {Town}", "Museum Shows Treasures Of {Town}", "Ferry Service To Be Restored", "Schools Reopen After Storm",
)  # fmt: skip
KICKERS = (
    "A LONG DEBATE ENDS",
    "NEWS OF THE COUNTY",
    "FROM OUR OWN CORRESPONDENT",
    "WORK BEGINS IN SPRING",
    "MARKET REPORT",
)
CAPTIONS = (
    "Crowds gather in the market square of {town} on {day}.",
    "Workmen laying the foundations of {work} at {town}.",
)
CROSSHEADS = (
    "A Costly Delay",
    "Work For Many",
    "Doubts Remain",
    "The Vote",
    "What The Engineers Say",
    "Next Steps",
)
SECTIONS = ("COUNTY NEWS", "MARKETS", "ARTS", "LETTERS", "IN BRIEF", "COURTS")
CONTINUED_ON = ("Continued on Page 4", "(Continued on Page 7)", "Turn to Page 3")
CONTINUED_FROM = ("Continued from Page 1", "(Continued from Page 1)", "Continued From Page One")
TABLES = (
    ("Tides and Weather", ("{town}", "{few}.{n2}", "{few} ft.", "Showers")),
    ("Market Prices", ("{goods}", "{few}s. {n2}d.", "per sack")),
    ("Arrivals in Port", ("{last}", "{town}", "{goods}", "{few} days")),
)
SMALL_PRINT = (
    "Established {few} years. All orders delivered to any part of {town} without charge. Lists of prices on request.",
    "Wanted, {few} respectable young men for the {goods} trade; good wages. Apply by letter to {person}, {town}.",
)
ADVERTS = (
    ("{last} & Sons", "Dealers in {goods}", "{few} High Street"),
    ("The {last} Hotel", "Sea air and good cooking", "{town}"),
)


class EnglishNews:
    """A newsroom with its own chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self._decks: dict[int, list[str]] = {}

    def name(self) -> str:
        return f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"

    def place(self) -> str:
        return self.chance.choice(TOWNS)

    def filled(self, templates: tuple[str, ...]) -> str:
        deck = self._decks.setdefault(id(templates), [])
        if not deck:
            deck.extend(templates)
            self.chance.shuffle(deck)
        return self.fill(deck.pop())

    def fill(self, template: str) -> str:
        chance, text = self.chance, template
        makers = {
            "town": lambda: chance.choice(TOWNS),
            "Town": lambda: chance.choice(TOWNS),
            "person": self.name,
            "last": lambda: chance.choice(LAST),
            "body": lambda: chance.choice(BODIES),
            "Body": lambda: chance.choice(BODIES).replace("the", "The", 1),
            "work": lambda: chance.choice(WORKS),
            "Work": lambda: chance.choice(WORKS).title().replace("'S", "'s"),
            "goods": lambda: chance.choice(GOODS),
            "Goods": lambda: chance.choice(GOODS).title(),
            "day": lambda: chance.choice("Monday Tuesday Wednesday Thursday Friday Saturday".split()),
            "n": lambda: str(chance.randint(21, 980)),
            "n2": lambda: str(chance.randint(10, 59)),
            "few": lambda: str(chance.randint(3, 19)),
        }
        for slot, make in makers.items():
            while "{" + slot + "}" in text:
                text = text.replace("{" + slot + "}", make(), 1)
        return text

    def paragraphs(self, length: int) -> list[str]:
        """Paragraphs of about `length` characters together."""
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < length:
            sentences = [self.filled(SENTENCES) for _ in range(self.chance.randint(2, 4))]
            paragraphs.append(" ".join(sentences))
        return paragraphs
