"""Rights Atlas: the map of the house.

Data flow one way, and nothing points back:

    data/cases/*.yml -> yaml_text -> schema, rules -> load -> publish -> data/public/cases.json
    data/public/cases.json, *.yml, *.csv -> schema, rules -> load -> Dataset -> selection -> frames -> views, exports -> pages -> app.py

Each room, what it is for, and what of ours it may import (`tests/test_house.py` reads this table and the imports):

    room        what it is for                                            may import
    problem     one fault of the data, said for a curator                 -
    words       accents, case and endings folded away                     -
    yaml_text   YAML read as text, with lines                             -
    model       frozen values: Case, Theme, Country, Dataset              -
    schema      text to typed values, or all Problems                     model problem yaml_text
    rules       what must hold between fields and records                 model problem
    text        words, names, numbers, dates in a language                model problem words
    geo         shapes, point in country; geopandas lives here            model
    shapes      makes the map's shapes from a world file                  -
    indicators  the numbers around the cases, as frozen values            model
    tables      reads the files of numbers; values, or all Problems       schema indicators model problem
    ged         conflict events in view; DuckDB reads them here           -
    public      the public file: reviewed cases to bytes and back         schema rules model problem
    load        reads all data files; Dataset, or all Problems            decks public schema rules tables geo indicators model problem
    refresh     public files of numbers to ours; DuckDB writes here       ged load schema tables indicators
    publish     makes what the app serves: python -m components.publish   load public text problem
    check       prints the Problems: python -m components.check           publish load public text
    query       the reader's query: what is asked, what is marked         words
    search      full text over cases; SQLite lives here                   model query text words
    selection   what the reader chose: address, sentence, cases           search model text
    links       short addresses, and where the atlas stands for others    -
    decks       presentations as data: read, checked, made, packed        selection schema yaml_text model problem
    frames      cases to arrays and tables; pandas starts here            model selection text
    related     which cases belong together, and why                      model
    views       cases to pictures with their words; plotly lives here     frames selection geo indicators ged model text views
    fonts       the letters that we ship, and what they cover             -
    plates      printed maps and timelines; matplotlib lives here         fonts geo views
    brief       what stands in a document to hand out                     plates views frames geo selection indicators model text
    slides      what stands on a slide, for screen and file alike         decks views frames geo selection indicators model text
    workshop    long work in the background, its progress, its results    -
    exports     cases to files to take away, and how to cite them         brief decks slides views fonts plates frames selection text model indicators
    pages       the screen; Streamlit  brief decks slides links workshop problem load text model selection frames related geo indicators ged views exports pages
    headers     what every answer carries, what requests are refused      -
    serve       routes and middleware beside the app                      headers links load text
"""
