"""Rights Atlas: the map of the house.

Data flow one way, and nothing points back:

    data/*.yml, *.csv -> yaml_text -> schema, rules -> load -> Dataset -> selection -> frames -> views, exports -> pages -> app.py

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
    load        reads all data files; Dataset, or all Problems            schema rules tables geo indicators model problem
    refresh     public files of numbers to ours; DuckDB writes here       ged load schema tables indicators
    check       prints the Problems: python -m components.check           load text problem
    query       the reader's query: what is asked, what is marked         words
    search      full text over cases; SQLite lives here                   model query text words
    selection   what the reader chose: address, sentence, cases           search model text
    frames      cases to arrays and tables; pandas starts here            model selection text
    related     which cases belong together, and why                      model
    views       cases to pictures with their words; plotly lives here     frames selection geo indicators ged model text views
    exports     cases to files to take away, and how to cite them         frames selection text model indicators
    pages       what is on screen; Streamlit lives here            problem load text model selection frames related geo indicators ged views exports pages
    headers     what every answer carries, what requests are refused      -
    serve       routes and middleware beside the app                      headers load text
"""
